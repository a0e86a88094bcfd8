"""What is open from earlier meetings of a committee, to be followed up at the next."""

from fairs.models import Meeting, Resolution


def follow_ups_of(meeting: Meeting) -> list[Resolution]:
    """Open resolutions of earlier meetings that are not on the agenda yet, oldest first."""
    earlier = Resolution.objects.to_follow().filter(
        meeting__committee=meeting.committee_id, meeting__held_on__lt=meeting.held_on
    )
    there = meeting.agenda.exclude(follows=None).values("follows")
    rows = earlier.exclude(pk__in=there).select_related("meeting")
    return list(rows.order_by("meeting__held_on", "meeting", "sort_key"))
