"""What the screen Summaries is made of: periods, and a report's document on the screen."""
