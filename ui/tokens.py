"""The colours of the two themes; no other file names a colour by value."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one theme, named by what they are for.

    Text keeps a contrast of 4.5 (WCAG 2.1) on every ground it may stand on; shapes, bars and the
    borders of fields keep 3.
    """

    name: str
    window: str
    surface: str
    raised: str
    line: str
    lines: str
    hair: str
    text: str
    text2: str
    text3: str
    accent: str
    accenth: str
    accentp: str
    onaccent: str
    link: str
    tint: str
    tintline: str
    ok: str
    oktint: str
    okline: str
    warn: str
    warnmark: str
    warntint: str
    warnline: str
    bad: str
    badtint: str
    badline: str
    gov: str
    govtint: str
    govline: str
    unk: str
    unktint: str
    unkline: str
    rail: str
    railtext: str
    raildim: str
    railon: str
    railline: str
    railmark: str
    bar: str
    barok: str
    bartrack: str
    target: str
    desk: str
    paper: str
    tip: str
    tiptext: str

    def colours(self) -> dict[str, str]:
        """Every token by name, as `#RRGGBB`, for the style sheet."""
        return {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "name"}


LIGHT = Tokens(
    name="light",
    window="#F1F2EE",
    surface="#FFFFFF",
    raised="#F7F8F5",
    line="#DDE0DA",
    lines="#828A84",
    hair="#E9EBE6",
    text="#1A2228",
    text2="#475259",
    text3="#5D686E",
    accent="#1A5C93",
    accenth="#144B79",
    accentp="#0F3B60",
    onaccent="#FFFFFF",
    link="#1A5C93",
    tint="#E3EDF6",
    tintline="#9CBDDA",
    ok="#1C6B41",
    oktint="#E3F1E8",
    okline="#A9D0B8",
    warn="#8A4B00",
    warnmark="#B56D00",
    warntint="#FCF0D8",
    warnline="#E4C48A",
    bad="#A32B22",
    badtint="#FBE8E5",
    badline="#E4B1AA",
    gov="#574596",
    govtint="#ECE9F6",
    govline="#C3BAE2",
    unk="#566168",
    unktint="#ECEEEB",
    unkline="#BFC5C0",
    rail="#16324A",
    railtext="#CFDBE5",
    raildim="#8FA8BC",
    railon="#27506F",
    railline="#26455F",
    railmark="#F2C14E",
    bar="#4E86B4",
    barok="#4D8D6A",
    bartrack="#E4E8E6",
    target="#1A2228",
    desk="#E3E5E0",
    paper="#FFFFFF",
    tip="#1A2228",
    tiptext="#FFFFFF",
)

DARK = Tokens(
    name="dark",
    window="#13171A",
    surface="#1B2125",
    raised="#22292E",
    line="#343D43",
    lines="#6F7C85",
    hair="#2A3237",
    text="#E7EBED",
    text2="#B7C1C7",
    text3="#95A1A8",
    accent="#74B3E6",
    accenth="#93C6EF",
    accentp="#B2D8F6",
    onaccent="#0C1B27",
    link="#8CC3F0",
    tint="#1D3547",
    tintline="#3D6A8D",
    ok="#73C99B",
    oktint="#1A3227",
    okline="#2F5B45",
    warn="#EDBB59",
    warnmark="#EDBB59",
    warntint="#382B12",
    warnline="#6B5424",
    bad="#F2968B",
    badtint="#3E211F",
    badline="#744039",
    gov="#B9ABF2",
    govtint="#2B2746",
    govline="#4F477B",
    unk="#9CA8AF",
    unktint="#293035",
    unkline="#4A555C",
    rail="#0D1A26",
    railtext="#C3D0DA",
    raildim="#7E95A7",
    railon="#1D3B54",
    railline="#1C2D3C",
    railmark="#F2C14E",
    bar="#5A93C2",
    barok="#5FA982",
    bartrack="#2A3237",
    target="#E7EBED",
    desk="#0E1214",
    paper="#FFFFFF",
    tip="#E7EBED",
    tiptext="#13171A",
)

THEMES = {"light": LIGHT, "dark": DARK}
