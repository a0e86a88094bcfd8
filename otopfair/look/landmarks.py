"""How each kind of landmark is drawn on a plan: its ground and letters, and its sign."""

LANDMARK_CLASSES = {
    "stage": ("place-stage", "on-dark"),
    "gate": ("place-gate", "on-sun"),
    "info": ("place-stage", "on-dark"),
    "toilet": ("place-toilet", "on-dark"),
    "toilet_access": ("place-toilet", "on-dark"),
    "ramp": ("place-gate", "on-sun"),
    "first_aid": ("place-firstaid", "on-dark"),
    "prayer": ("place-prayer", "on-dark"),
    "parking": ("place-stage", "on-dark"),
    "service": ("place-service", "on-dark"),
}
# Lines of 24 units: what stands on the ground is known without its word, and without its colour.
LANDMARK_SIGNS = {
    "stage": "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
    "gate": "M3 12h12M10 6l6 6-6 6M20 4v16",
    "info": "M12 11v6M12 7v.1M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0",
    "toilet": "M7 4v.1M7 8v6M5 8h4v6H5zM6 14v6M8 14v6M17 4v.1M16 8h2l2 7h-6zM16 15v5M18 15v5",
    "toilet_access": "M10 3.5v.1M10 7v7h5l3 5M10 10h5M8 11a5 5 0 1 0 7 7",
    "ramp": "M3 19h18M3 19L20 9v10",
    "first_aid": "M12 4v16M4 12h16",
    "prayer": "M18 15a7.5 7.5 0 1 1-6-11 6.5 6.5 0 0 0 6 11z",
    "parking": "M8 20V4h5a5 5 0 0 1 0 10H8",
    "service": "M5 12h.1M12 12h.1M19 12h.1",
}
