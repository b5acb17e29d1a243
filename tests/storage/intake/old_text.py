"""Vietnamese written the way fonts of the nineties had it: the other way round for the tests."""

import unicodedata

_TCVN3 = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
_ROUND = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
_SHORT = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
_ALONE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}


def tcvn3(text: str) -> str:
    """Return text in TCVN3; capitals with a tone become small letters, as no font has both."""
    return "".join(_TCVN3.get(mark, _TCVN3.get(mark.lower(), mark)) for mark in text)


def vni(text: str) -> str:
    """Return text in VNI-Windows."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(mark: str) -> str:
    small = mark.lower()
    if small in _ALONE:
        made = _ALONE[small]
    else:
        [base, *signs] = list(unicodedata.normalize("NFD", small))
        tone = next((sign for sign in signs if sign in _TONES), "")
        if "\u0302" in signs:
            made = base + _ROUND[tone]
        elif "\u0306" in signs:
            made = base + _SHORT[tone]
        else:
            horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in signs else base
            made = horned + (_TONES[tone] if tone else "")
    return made.upper() if mark != small else made
