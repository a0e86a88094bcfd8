"""The evening report: `figures` are the numbers, `gathering` takes them from the booths' rows,
`sentences` prints them as the press prints them, `targets` computes the province's target.
"""
