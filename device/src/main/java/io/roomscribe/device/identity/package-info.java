/// Who this box is and where it stands. A leaf: everybody may ask, it asks nobody.
@NullMarked
package io.roomscribe.device.identity;

import org.jspecify.annotations.NullMarked;
