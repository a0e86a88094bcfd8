"""The working plan of a fair: what stands on it once every step since the last release is laid
over the plan in force. It only asks; steps are taken in `fairs/operations/plan_steps.py`, released
in `fairs/operations/plan_releases.py`.
"""
