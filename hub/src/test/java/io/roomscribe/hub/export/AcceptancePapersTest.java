package io.roomscribe.hub.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.roomscribe.protocol.ChunkId;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.RecordingId;
import io.roomscribe.protocol.RoomId;
import io.roomscribe.protocol.StreamId;
import io.roomscribe.protocol.acceptance.AcceptanceReport;
import io.roomscribe.protocol.acceptance.HubKey;
import io.roomscribe.protocol.acceptance.SignedReport;
import io.roomscribe.protocol.message.CommandResult;
import io.roomscribe.protocol.message.EntryBody;
import io.roomscribe.protocol.message.Stretch;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

final class AcceptancePapersTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:15:30Z");
    private static final RecordingId RECORDING = new RecordingId(0x00c0ffee00c0ffeeL);
    private static final HubKey KEY = HubKey.make();

    private static SignedReport signed() {
        var heard =
                new CommandResult.PhraseHeard(
                        new Stretch(RECORDING, 160_000, 192_000),
                        new CommandResult.AudioFigures(12, -3.5, -28.25, -61.5, 0.25),
                        IntStream.range(0, 48)
                                .map(i -> i < 8 ? -61 : -12 + i % 12)
                                .boxed()
                                .toList(),
                        true,
                        9,
                        9,
                        List.of(3),
                        0);
        var accepted =
                new EntryBody.Acceptance(
                        UUID.fromString("0d9f6f5e-7c55-4a2b-9c13-2f6c8a4b7e10"),
                        new RoomId("boardroom"),
                        AT,
                        "Kim",
                        "but this will be needed in the future certainly",
                        -61.5,
                        heard,
                        new ChunkId(RECORDING, 0),
                        new StreamId(1),
                        List.of(41L),
                        "0.1.0");
        return SignedReport.of(
                new AcceptanceReport(
                        new DeviceId("room-7"),
                        "Boardroom",
                        "good",
                        accepted,
                        List.of(new AcceptanceReport.Row(77, "meeting-1")),
                        AT.plusSeconds(2)),
                KEY);
    }

    @Test
    void aReportThatWasChangedIsNotWhole() {
        var signed = signed();

        assertThat(signed.hasGoodSignature()).isTrue();
        assertThat(SignedReport.parse(signed.text())).isEqualTo(signed);
        assertThat(HubKey.parse(KEY.text()).fingerprint()).isEqualTo(signed.fingerprint());
        assertThat(
                        new SignedReport(
                                        signed.report().replace("Kim", "Tom"),
                                        signed.key(),
                                        signed.signature())
                                .hasGoodSignature())
                .isFalse();
        assertThat(
                        new SignedReport(signed.report(), HubKey.make().open(), signed.signature())
                                .hasGoodSignature())
                .isFalse();
    }

    @Test
    void thePdfHasTheSentencesWholeWayOnOnePage() throws Exception {
        try (var pdf = Loader.loadPDF(AcceptancePdf.write(signed(), ZoneId.of("UTC")))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains(
                            "Boardroom is accepted",
                            "2026-11-22 10:15:30 UTC by Kim",
                            "8 of 9 words recognised",
                            "Chunk 00c0ffee00c0ffee-0",
                            "Segment 77 of meeting meeting-1",
                            KEY.fingerprint());
        }
    }

    @Test
    void theLabelsCodeOpensTheBoxsPage() throws Exception {
        var label =
                new BoxLabel(
                        "http://hub.example:8080/devices/room-7",
                        List.of("room-7", "Boardroom", "hub.example:8080", "accepted 2026-11-22"));
        var image = ImageIO.read(new ByteArrayInputStream(label.png()));
        var width = image.getWidth();
        var pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);

        var read =
                new QRCodeReader()
                        .decode(
                                new BinaryBitmap(
                                        new HybridBinarizer(
                                                new RGBLuminanceSource(
                                                        width, image.getHeight(), pixels))));

        assertThat(read.getText()).isEqualTo("http://hub.example:8080/devices/room-7");
        try (var pdf = Loader.loadPDF(label.pdf())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isBetween(170f, 180f);
        }
    }
}
