"""The parts of one trainer opened from the list of trainers."""
