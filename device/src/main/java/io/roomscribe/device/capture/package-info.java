/// Where sound comes in: files, a FIFO, a sound line, all turned into the one format of the product
/// (16 kHz, mono, 16 bit) by our own anti-aliasing resampler. It must never know where the samples
/// go, and must never wait for disk, speech, database or network.
@NullMarked
package io.roomscribe.device.capture;

import org.jspecify.annotations.NullMarked;
