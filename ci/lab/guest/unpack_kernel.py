#!/usr/bin/env python3
"""ci/lab/guest/unpack_kernel.py VMLINUZ VMLINUX

Unpacks the ELF kernel from a bzImage: QEMU boots it through its PVH entry, and the guest, which
runs under software emulation, has nothing to decompress (saves half a second of each boot).
Format: Documentation/arch/x86/boot.rst, boot protocol 2.08 or newer.
"""

import struct
import subprocess
import sys

SECTOR_BYTES = 512
SETUP_SECTORS_AT = 0x1F1  # setup_sects; 0 means 4
PAYLOAD_AT = 0x248  # payload_offset and payload_length


def unpack(image: bytes) -> bytes:
    setup_sectors = image[SETUP_SECTORS_AT] or 4
    offset, length = struct.unpack_from("<II", image, PAYLOAD_AT)
    start = (setup_sectors + 1) * SECTOR_BYTES + offset
    payload = image[start : start + length]
    if payload[:4] == b"\x02\x21\x4c\x18":
        # The last four bytes are the unpacked size, not LZ4 data; lz4 complains about them.
        tool, payload = ["lz4", "-d", "-c"], payload[:-4]
    elif payload[:6] == b"\xfd7zXZ\0":
        tool = ["xz", "-d", "-c", "--single-stream"]
    else:
        sys.exit(f"unpack_kernel: payload starts with {payload[:8].hex()}: neither LZ4 nor XZ")
    kernel = subprocess.run(tool, input=payload, stdout=subprocess.PIPE, check=False).stdout
    if kernel[:4] != b"\x7fELF":
        sys.exit(f"unpack_kernel: {tool[0]} did not give an ELF file: is {tool[0]} installed?")
    return kernel


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: unpack_kernel.py VMLINUZ VMLINUX")
    with open(sys.argv[1], "rb") as packed:
        kernel = unpack(packed.read())
    with open(sys.argv[2], "wb") as unpacked:
        unpacked.write(kernel)


main()
