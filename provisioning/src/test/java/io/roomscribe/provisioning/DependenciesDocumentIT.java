package io.roomscribe.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.roomscribe.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every dependency that a module takes stands in the document, with its reason.
final class DependenciesDocumentIT {
    private static final List<String> MODULES =
            List.of(
                    "protocol",
                    "protocol/testkit",
                    "protocol/authority",
                    "device",
                    "hub",
                    "hub/system-tests",
                    "provisioning");

    private static final Pattern DEPENDENCY =
            Pattern.compile(
                    "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void namesEveryDependency() throws IOException {
        var document = Files.readString(ProjectFolder.resolve("docs/adr/0002-dependencies.md"));
        var taken = new TreeSet<String>();
        for (var module : MODULES) {
            var pom = Files.readString(ProjectFolder.resolve(module + "/pom.xml"));
            DEPENDENCY
                    .matcher(pom)
                    .results()
                    .filter(found -> !found.group(1).equals("io.roomscribe"))
                    .forEach(found -> taken.add(found.group(2)));
        }

        assertThat(taken).hasSizeGreaterThan(30);
        assertThat(taken).allSatisfy(one -> assertThat(document).contains(one));
    }
}
