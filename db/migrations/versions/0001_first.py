"""The first schema; replaced by explicit statements before the first release."""
