"""A life course as what a picture of it shows: statuses, clocks, values and what happens, each with its times."""
