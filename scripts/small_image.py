"""Write a picture of the program as a small PNG: `python -m scripts.small_image PICTURE SMALL.png`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

COLORS = 256


def small(image: QImage, file: Path) -> None:
    """Write a picture with its commonest colors only, packed as tightly as PNG can."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    # One color for each small cube of similar ones: otherwise the shades of one gray would take all places.
    cubes: dict[int, int] = {}
    for color, _ in counted.most_common():
        cubes.setdefault(color & 0xF8F8F8, color)
    exact = [color for color, _ in counted.most_common(COLORS // 4)]
    table = list(dict.fromkeys([*exact, *cubes.values()]))[:COLORS]
    indexed = image.convertToFormat(
        QImage.Format.Format_Indexed8,
        table,
        Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither,
    )
    data = QBuffer()
    data.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(data, b"png")
    writer.setCompression(100)
    if not writer.write(indexed):
        raise OSError(f"cannot write {file}: {writer.errorString()}")
    file.write_bytes(bytes(data.data().data()))
    file.chmod(0o644)


def main() -> int:
    """Read the picture named first and write the one named second."""
    source, target = sys.argv[1:]
    image = QImage(source)
    if image.isNull():
        raise OSError(f"cannot read {source}")
    small(image, Path(target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
