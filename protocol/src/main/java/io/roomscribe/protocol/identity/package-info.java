/// What box, hub and command line must do alike about a box's identity: claims, certificate
/// requests, PEM files, whom to trust. Makes no certificate and keeps no file.
@NullMarked
package io.roomscribe.protocol.identity;

import org.jspecify.annotations.NullMarked;
