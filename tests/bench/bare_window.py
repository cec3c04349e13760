"""The yardstick of the start: a main window of the same size as the program's, and nothing in it."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
