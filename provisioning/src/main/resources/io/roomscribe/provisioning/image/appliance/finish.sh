#!/bin/sh
# Customize hook of mmdebstrap: the project's own packages, and nothing left that two boxes would share. finish.sh ROOT
set -eu
root=$1
here=$(dirname "$0")

cp "$here"/packages/*.deb "$root/tmp/"
chroot "$root" sh -c 'dpkg -i /tmp/*.deb' </dev/null
chroot "$root" systemctl enable --quiet roomscribe-setup.service roomscribe-device.service NetworkManager.service
chroot "$root" systemctl disable --quiet ssh.service
if [ -d "$here/models" ]; then
  mkdir -p "$root/usr/share/roomscribe"
  cp -r "$here/models" "$root/usr/share/roomscribe/models"
fi
: >"$root/etc/machine-id"
rm -f "$root"/etc/ssh/ssh_host_* "$root"/tmp/*.deb "$root/etc/resolv.conf" "$root/var/lib/dbus/machine-id"
ln -s /run/NetworkManager/resolv.conf "$root/etc/resolv.conf"
# Which mirror this was made from is nobody's business; a read-only root installs nothing.
rm -rf "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/*.log
