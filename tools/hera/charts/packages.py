"""Where the installed packages keep their charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hera.charts.gnucash import read_gnucash
from hera.charts.ledgersmb import read_ledgersmb
from hera.charts.model import Chart
from hera.cli.errors import HeraError


@dataclass(frozen=True)
class Template:
    """One chart that can be imported."""

    locale: str
    chart: str
    path: Path
    reader: Callable[[Path, str | None], Chart]

    @property
    def country(self) -> str | None:
        """The country of a locale such as de_DE or uk; None for a bare language."""
        if self.reader is read_gnucash:
            _, _, country = self.locale.partition("_")
        else:
            country = self.locale.upper()
        return {"UK": "GB"}.get(country, country) or None

    @property
    def code(self) -> str:
        """A code for HERA made of the locale and the name."""
        text = f"{self.locale}_{self.chart}".lower()
        return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in text)[:63]

    def read(self) -> Chart:
        """Read and convert the file."""
        try:
            return self.reader(self.path, self.country)
        except ValueError as wrong:
            raise HeraError(str(wrong), hint="The file is not a chart of the kind its package is known for.") from wrong


@dataclass(frozen=True)
class Package:
    """A program whose templates HERA can read. They are under its licence and stay where they are installed."""

    debian: str
    directory: Path
    pattern: str
    reader: Callable[[Path, str | None], Chart]

    def templates(self, directory: Path | None = None) -> list[Template]:
        """All charts, ordered by locale and name. A package that is not installed is an error that names it."""
        folder = directory or self.directory
        if not folder.is_dir():
            raise HeraError(
                f"no charts in {folder}: the Debian package {self.debian} is not installed",
                hint=f"Install it (apt-get install {self.debian}), or name another folder with --directory.",
            )
        return sorted(self._find(folder), key=lambda template: (template.locale, template.chart))

    def _find(self, folder: Path) -> Iterator[Template]:
        for path in folder.glob(self.pattern):
            name = path.name.removesuffix(".gz").rsplit(".", 1)[0].removeprefix("acctchrt_")
            yield Template(path.relative_to(folder).parts[0], name, path, self.reader)

    def find(self, locale: str, chart: str, directory: Path | None = None) -> Template:
        """One chart by locale and name."""
        templates = self.templates(directory)
        for template in templates:
            if (template.locale, template.chart) == (locale, chart):
                return template
        names = [template.chart for template in templates if template.locale == locale]
        if names:
            raise HeraError(f"locale {locale} has no chart {chart}", hint=f"It has: {', '.join(names)}")
        locales = sorted({template.locale for template in templates})
        raise HeraError(f"there are no charts for locale {locale}", hint=f"There are: {', '.join(locales)}")


PACKAGES = {
    "gnucash": Package("gnucash-common", Path("/usr/share/gnucash/accounts"), "*/*.gnucash-xea*", read_gnucash),
    "ledgersmb": Package("ledgersmb", Path("/usr/share/ledgersmb/sql/coa"), "*/chart/*.sql", read_ledgersmb),
}
