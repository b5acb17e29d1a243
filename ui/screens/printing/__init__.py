"""In ấn: choose a document, for whom, see it as it will be printed, save or print it."""

from ui.screens.printing.screen import PrintingScreen

__all__ = ["PrintingScreen"]
