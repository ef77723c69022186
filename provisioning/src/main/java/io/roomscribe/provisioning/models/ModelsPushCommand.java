package io.roomscribe.provisioning.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.roomscribe.protocol.DeviceId;
import io.roomscribe.protocol.speechmodel.ModelKind;
import io.roomscribe.protocol.speechmodel.ModelManifest;
import io.roomscribe.protocol.time.Ticker;
import io.roomscribe.provisioning.api.HubApi;
import io.roomscribe.provisioning.api.HubLogin;
import io.roomscribe.provisioning.console.CommandException;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.console.ExitCode;
import io.roomscribe.provisioning.device.HubOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `roomscribe models push`: puts a model on boxes.
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a speech or speaker model that is installed here on boxes, by way of their hub: each"
                    + " box looks whether it has the space, fetches the model at the pace of its"
                    + " 'update.bandwidth-max', checks every file and keeps it beside the model it"
                    + " works with. What is broken off goes on where it was, also when this is run"
                    + " again; what is there is not sent again.",
            "",
            "With --use the boxes work with it from then on; each starts anew for that, about a second"
                    + " of audio is a gap. Without --use nothing changes until 'speech.model' or"
                    + " 'speech.speaker-model' names it.",
        },
        footer = {
            "",
            "--json: {model, kind, sha256, bytes, boxes}; boxes are {device, state, inUse, reason},"
                    + " state is installed, failed or would-be-pushed."
        })
final class ModelsPushCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Console console;
    private final ModelsPlaces places;
    private final Catalogue catalogue;
    private final Ticker ticker;

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "its id, see './roomscribe models list'")
    private String id = "";

    @Parameters(index = "1..*", paramLabel = "DEVICE", description = "names of boxes")
    private List<String> devices = List.of();

    @Option(names = "--all", description = "every box that the hub knows")
    private boolean all;

    @Option(names = "--use", description = "let the boxes work with it")
    private boolean use;

    @Mixin private ModelsOptions options = new ModelsOptions();

    @Mixin private final HubLogin login = new HubLogin();

    @Option(names = "--dry-run", description = "check the model and the boxes, send nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "answer with JSON")
    private boolean json;

    ModelsPushCommand(Console console, ModelsPlaces places, Catalogue catalogue, Ticker ticker) {
        this.console = console;
        this.places = places;
        this.catalogue = catalogue;
        this.ticker = ticker;
    }

    /// What became of a box.
    private record Outcome(DeviceId device, String state, boolean inUse, String reason) {
        Map<String, Object> shape() {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("device", device.value());
            shape.put("state", state);
            shape.put("inUse", inUse);
            shape.put("reason", reason);
            return shape;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (all != devices.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name boxes, or --all");
        }
        var model = catalogue.model(id);
        var kind = kind(model);
        var folder = options.folder(places);
        var place = installed(model, folder);
        var named = ids();
        try (var api = login.open()) {
            var manifest = manifest(model, kind, folder, place);
            var boxes = all ? everyBox(api) : known(api, named);
            var outcomes = new ArrayList<Outcome>();
            if (dryRun) {
                boxes.forEach(box -> outcomes.add(new Outcome(box, "would-be-pushed", false, "")));
            } else {
                putOnHub(api, manifest, place);
                outcomes.addAll(putOnBoxes(new BoxModels(api, ticker), manifest, boxes));
            }
            answer(manifest, outcomes);
            var isFine = outcomes.stream().allMatch(one -> one.reason().isEmpty());
            return (isFine ? ExitCode.OK : ExitCode.FAILED).number();
        }
    }

    private static ModelKind kind(CatalogueModel model) {
        return switch (model.kind()) {
            case SPEECH -> ModelKind.SPEECH;
            case SPEAKER -> ModelKind.SPEAKER;
            case LANGUAGE ->
                    throw new CommandException(
                            ExitCode.USAGE,
                            "%s is a language model, which works on the hub and not on boxes"
                                    .formatted(model.id()),
                            "install it on the hub's machine: './roomscribe models install %s'"
                                    .formatted(model.id()));
        };
    }

    private static Path installed(CatalogueModel model, ModelsFolder folder) {
        return folder.find(model)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.FAILED,
                                "%s is not installed on this computer".formatted(model.id()),
                                "run './roomscribe models install %s' first"
                                        .formatted(model.id())));
    }

    private List<DeviceId> ids() {
        try {
            return new LinkedHashSet<>(devices).stream().map(DeviceId::new).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private ModelManifest manifest(
            CatalogueModel model, ModelKind kind, ModelsFolder folder, Path place) {
        var bar = new ProgressBar(console, ticker, "Checking " + id, model.bytes());
        try {
            var manifest = ModelManifest.of(model.id(), kind, place, bar::add);
            bar.end();
            var hash = model.hasHash() ? model.sha256() : folder.recordedHash(model).orElse("");
            if (hash.isEmpty() || hash.equals(manifest.sha256())) {
                return manifest;
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "cannot read %s (%s)".formatted(place, e.getClass().getSimpleName()),
                    "check it with './roomscribe models verify'",
                    e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "%s cannot be pushed: %s".formatted(place, e.getMessage()),
                    "install it again with './roomscribe models install %s --force'".formatted(id),
                    e);
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "%s is not as it was installed".formatted(place),
                "install it again with './roomscribe models install %s --force'".formatted(id));
    }

    private static List<DeviceId> everyBox(HubApi api) throws InterruptedException {
        var boxes = new ArrayList<DeviceId>();
        for (var one : api.get("/api/v1/devices").ok().path("devices")) {
            boxes.add(new DeviceId(one.path("id").asText()));
        }
        if (boxes.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED, "the hub knows no box", "commission one first");
        }
        return boxes;
    }

    private static List<DeviceId> known(HubApi api, List<DeviceId> named)
            throws InterruptedException {
        for (var box : named) {
            if (api.get("/api/v1/devices/" + box).status() == 404) {
                throw HubOrders.unknown(box);
            }
        }
        return named;
    }

    private void putOnHub(HubApi api, ModelManifest manifest, Path place)
            throws InterruptedException {
        var bar =
                new ProgressBar(console, ticker, "Sending " + id + " to the hub", manifest.bytes());
        new HubShelf(api).put(manifest, place, bar::add);
        bar.end();
    }

    /// All at once; one that does not take it keeps no other from it.
    private List<Outcome> putOnBoxes(BoxModels models, ModelManifest manifest, List<DeviceId> boxes)
            throws InterruptedException {
        var outcomes = new LinkedHashMap<DeviceId, Outcome>();
        var waiting = new LinkedHashSet<DeviceId>();
        for (var box : boxes) {
            try {
                models.order(box, manifest);
                waiting.add(box);
            } catch (CommandException e) {
                outcomes.put(box, failed(box, e));
            }
        }
        while (!waiting.isEmpty()) {
            for (var box : List.copyOf(waiting)) {
                ended(models, manifest, box)
                        .ifPresent(outcome -> {
                            waiting.remove(box);
                            outcomes.put(box, outcome);
                        });
            }
            if (!waiting.isEmpty()) {
                Thread.sleep(LOOK);
            }
        }
        console.redraw("");
        return boxes.stream().map(outcomes::get).toList();
    }

    /// Empty while the box fetches it.
    private Optional<Outcome> ended(BoxModels models, ModelManifest manifest, DeviceId box)
            throws InterruptedException {
        try {
            var standing = models.standing(box, manifest);
            switch (standing.path("state").asText()) {
                case "installed" -> {
                    if (use && !standing.path("inUse").asBoolean()) {
                        show("%s takes it up".formatted(box));
                        models.use(box, manifest);
                    }
                    var inUse = use || standing.path("inUse").asBoolean();
                    return Optional.of(new Outcome(box, "installed", inUse, ""));
                }
                case "failed" -> {
                    var reason = standing.path("reason").asText();
                    return Optional.of(new Outcome(box, "failed", false, reason));
                }
                default -> show(progress(box, standing));
            }
            return Optional.empty();
        } catch (CommandException e) {
            return Optional.of(failed(box, e));
        }
    }

    private static String progress(DeviceId box, JsonNode standing) {
        var reason = standing.path("reason").asText();
        return "%s has %s of %s%s"
                .formatted(
                        box,
                        Sizes.text(standing.path("here").asLong()),
                        Sizes.text(standing.path("bytes").asLong()),
                        reason.isEmpty() ? "" : ", it waits: " + reason);
    }

    private static Outcome failed(DeviceId box, CommandException why) {
        return new Outcome(box, "failed", false, String.valueOf(why.getMessage()));
    }

    private void show(String line) {
        if (console.isInteractive()) {
            console.redraw(line);
        } else {
            console.note(line);
        }
    }

    private void answer(ModelManifest manifest, List<Outcome> outcomes) {
        if (json) {
            var shape = new LinkedHashMap<String, Object>();
            shape.put("model", manifest.model());
            shape.put("kind", manifest.kind());
            shape.put("sha256", manifest.sha256());
            shape.put("bytes", manifest.bytes());
            shape.put("boxes", outcomes.stream().map(Outcome::shape).toList());
            console.answerJson(shape);
            return;
        }
        for (var one : outcomes) {
            console.answer("%s: %s".formatted(one.device(), text(manifest, one)));
        }
    }

    private static String text(ModelManifest manifest, Outcome one) {
        if (!one.reason().isEmpty()) {
            return one.reason();
        }
        if (one.state().equals("installed")) {
            return one.inUse()
                    ? "%s is there, and in use".formatted(manifest.model())
                    : "%s is there, not in use (--use changes that)".formatted(manifest.model());
        }
        return "would get %s, %s".formatted(manifest.model(), Sizes.text(manifest.bytes()));
    }
}
