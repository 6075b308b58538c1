package app.tds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parts of documents as the samples of Zoho's answers have them. */
public final class SampleParts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SampleParts() {}

    /** One of a kind, under its own name of the array; empty if no sample has one, or if it is within another part. */
    public static Optional<ObjectNode> any(String list, ColumnsFile kind) {
        if (kind.array().isEmpty() || kind.array().contains("/")) {
            return Optional.empty();
        }
        return documents(Entities.listedAs(list)).stream()
                .flatMap(kind::members)
                .findFirst()
                .map(member -> member.asObject().deepCopy());
    }

    private static List<JsonNode> documents(Entities.Entity entity) {
        try {
            return SamplesTests.samples()
                    .flatMap(sample -> documentsOf(sample, entity).stream())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<JsonNode> documentsOf(String sample, Entities.Entity entity) {
        try {
            return SamplesTests.documentsOf(sample, entity).stream()
                    .map(document -> JSON.readTree(document.json()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
