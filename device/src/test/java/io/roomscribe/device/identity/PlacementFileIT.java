package io.roomscribe.device.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementFileIT {
    @TempDir Path folder;

    @Test
    void keepsTheLastRoomOnly() {
        var file = new PlacementFile(folder);

        file.write(new Placement(new RoomId("library"), "Library"));
        file.write(new Placement(new RoomId("room-7"), "Room \"Seven\""));

        assertThat(new PlacementFile(folder).settings())
                .containsEntry("device.room", "room-7")
                .containsEntry("device.room-name", "Room \"Seven\"")
                .hasSize(2);
    }

    @Test
    void leavesItToTheConfigurationWhereThereIsNoneOrNonsense() throws IOException {
        assertThat(new PlacementFile(folder).settings()).isEmpty();

        Files.writeString(folder.resolve("placement.json"), "{\"room\":\"../..\"");

        assertThat(new PlacementFile(folder).settings()).isEmpty();
    }
}
