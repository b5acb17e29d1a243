"""Quyền lợi: the calculator for a person sitting opposite."""

from ui.screens.benefits.screen import BenefitsScreen

__all__ = ["BenefitsScreen"]
