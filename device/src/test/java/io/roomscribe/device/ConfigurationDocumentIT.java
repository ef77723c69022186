package io.roomscribe.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.roomscribe.protocol.configuration.ConfigurationReader;
import io.roomscribe.protocol.configuration.ConfigurationTable;
import io.roomscribe.testkit.GeneratedSection;
import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documents say about the configuration is so.
final class ConfigurationDocumentIT {
    private static final Pattern EXAMPLE =
            Pattern.compile("cat > device.conf <<'CONF'\\n(.*?)\\nCONF", Pattern.DOTALL);

    @Test
    void theDocumentListsEveryKey() throws ReflectiveOperationException {
        var generated = new StringBuilder();
        for (var section : DeviceConfig.class.getRecordComponents()) {
            var accessor = section.getAccessor();
            accessor.setAccessible(true);
            var defaults = (Record) accessor.invoke(DeviceConfig.defaults());
            generated
                    .append('\n')
                    .append(ConfigurationTable.markdown(sectionOf(section.getName()), defaults));
        }
        generated.append('\n');

        var document =
                new GeneratedSection(ProjectFolder.resolve("docs/configuration.md"), "device");
        assertThat(document.textFor(generated.toString())).isEqualTo(generated.toString());
    }

    @Test
    void theExampleInTheReadmeIsAccepted() throws IOException {
        var examples =
                EXAMPLE.matcher(Files.readString(ProjectFolder.resolve("README.md")))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();

        assertThat(examples).isNotEmpty();
        for (var example : examples) {
            assertThatNoException()
                    .isThrownBy(() ->
                            DeviceConfig.read(ConfigurationReader.ofText("README.md", example)));
        }
    }

    /// Two records may share a section.
    private static String sectionOf(String component) {
        return component.equals("run") ? "capture" : component;
    }
}
