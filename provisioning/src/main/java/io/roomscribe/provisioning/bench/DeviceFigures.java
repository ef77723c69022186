package io.roomscribe.provisioning.bench;

/// What `bench device` found.
///
/// Immutable.
///
/// @param cpuRatio processor time of the box's processes divided by the bare recogniser's
/// @param memoryBesideModelMiB highest memory of the box's processes without the bare recogniser's
/// @param audio what was played
/// @param speed how many times faster than a microphone the box got it
/// @param method how it was measured, for people
record DeviceFigures(
        double cpuRatio,
        double memoryBesideModelMiB,
        String audio,
        double audioMinutes,
        double speed,
        String model,
        Cost device,
        Cost worker,
        Cost bare,
        String method) {

    /// One process's.
    record Cost(double cpuSeconds, double memoryMiB) {}

    static DeviceFigures of(
            Cost device,
            Cost worker,
            Cost bare,
            String audio,
            double audioMinutes,
            double speed,
            String model,
            String method) {
        return new DeviceFigures(
                (device.cpuSeconds + worker.cpuSeconds) / bare.cpuSeconds,
                device.memoryMiB + worker.memoryMiB - bare.memoryMiB,
                audio,
                audioMinutes,
                speed,
                model,
                device,
                worker,
                bare,
                method);
    }
}
