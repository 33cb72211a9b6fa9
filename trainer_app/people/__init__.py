"""Persons and the trainers among them."""
