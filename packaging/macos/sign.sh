#!/usr/bin/env bash
# Signs what is handed to people, and has Apple confirm it. Never run: no Mac and no identity were at hand.
#   sign.sh app "Consignment Desk.app"      before the image is made
#   sign.sh image ConsignmentDesk-….dmg     then the image: signed, notarised, stapled
# CODESIGN_IDENTITY   "Developer ID Application: …", in the keychain; without it nothing is signed, and that is said
# NOTARY_PROFILE      what `xcrun notarytool store-credentials` was given as name; without it nothing is notarised
set -euo pipefail
what=$1
path=$2
here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${CODESIGN_IDENTITY:-}" ]; then
  echo "Not signed: CODESIGN_IDENTITY is not set. macOS will warn whoever opens $(basename "$path")"
  exit 0
fi
case $what in
  app)
    # From the inside out: a signature covers what it holds.
    find "$path/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
      xargs -0 -n 50 codesign --force --timestamp --options runtime --sign "$CODESIGN_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$CODESIGN_IDENTITY" "$path"
    codesign --verify --deep --strict --verbose=2 "$path"
    ;;
  image)
    codesign --force --timestamp --sign "$CODESIGN_IDENTITY" "$path"
    if [ -z "${NOTARY_PROFILE:-}" ]; then
      echo "Signed and not notarised: NOTARY_PROFILE is not set. macOS will warn whoever opens $(basename "$path")"
      exit 0
    fi
    xcrun notarytool submit "$path" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$path"
    spctl --assess --type open --context context:primary-signature --verbose=2 "$path"
    ;;
  *)
    echo "usage: sign.sh app|image PATH" >&2
    exit 2
    ;;
esac
