"""What is on the screen: PySide6 widgets that ask trainer_app for everything."""
