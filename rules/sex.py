"""The two sexes the law of pensions tells apart."""

from typing import Literal

Sex = Literal["male", "female"]
