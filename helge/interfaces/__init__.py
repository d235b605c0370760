"""The doors of the house: each translates between people or machines and the rooms' commands."""
