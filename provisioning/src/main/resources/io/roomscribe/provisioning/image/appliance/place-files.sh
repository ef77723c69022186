#!/bin/sh
# Essential hook of mmdebstrap: settings that must lie there before the kernel's initramfs is made. place-files.sh ROOT
set -eu
root=$1
here=$(dirname "$0")

put() { install -D -m "$1" "$here/$2" "$root$3"; }

put 0644 fstab /etc/fstab
put 0755 initramfs-hook /etc/initramfs-tools/hooks/roomscribe
put 0644 initramfs.conf /etc/initramfs-tools/conf.d/roomscribe
put 0755 data-partition /etc/initramfs-tools/scripts/local-premount/roomscribe
put 0755 data-mounts /etc/initramfs-tools/scripts/local-bottom/roomscribe
put 0644 roomscribe-setup.service /etc/systemd/system/roomscribe-setup.service
mkdir -p "$root/data" "$root/boot/firmware"
echo roomscribe >"$root/etc/hostname"
printf '127.0.0.1\tlocalhost\n127.0.1.1\troomscribe\n::1\tlocalhost\n' >"$root/etc/hosts"
