"""Truyền thông: campaigns, what they changed, the month, and each event."""

from ui.screens.campaigns.screen import CampaignsScreen

__all__ = ["CampaignsScreen"]
