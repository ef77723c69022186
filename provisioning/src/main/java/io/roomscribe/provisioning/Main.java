package io.roomscribe.provisioning;

import io.roomscribe.provisioning.accuracy.WerCommand;
import io.roomscribe.provisioning.bench.BenchCommand;
import io.roomscribe.provisioning.bench.BenchDeviceCommand;
import io.roomscribe.provisioning.bench.BenchSearchCommand;
import io.roomscribe.provisioning.bench.BenchSummaryCommand;
import io.roomscribe.provisioning.bench.BenchWerCommand;
import io.roomscribe.provisioning.bench.DiarizationCommand;
import io.roomscribe.provisioning.console.Console;
import io.roomscribe.provisioning.demo.DemoCommand;
import io.roomscribe.provisioning.device.DeviceAddCommand;
import io.roomscribe.provisioning.device.DeviceClaimCommand;
import io.roomscribe.provisioning.device.DeviceCommand;
import io.roomscribe.provisioning.device.DeviceDecommissionCommand;
import io.roomscribe.provisioning.device.DeviceRevokeCommand;
import io.roomscribe.provisioning.device.DeviceSupportBundleCommand;
import io.roomscribe.provisioning.device.DeviceTransferCommand;
import io.roomscribe.provisioning.device.DoctorCommand;
import io.roomscribe.provisioning.hub.HubBackupCommand;
import io.roomscribe.provisioning.hub.HubCommand;
import io.roomscribe.provisioning.hub.HubInitCommand;
import io.roomscribe.provisioning.hub.HubRestoreCommand;
import io.roomscribe.provisioning.hub.HubSwitchRootCommand;
import io.roomscribe.provisioning.image.ImageBuildCommand;
import io.roomscribe.provisioning.image.ImageCommand;
import io.roomscribe.provisioning.image.ImageWriteCommand;
import io.roomscribe.provisioning.install.DeviceInstallCommand;
import io.roomscribe.provisioning.manual.CompletionCommand;
import io.roomscribe.provisioning.manual.ManCommand;
import io.roomscribe.provisioning.models.ModelsCommand;
import io.roomscribe.provisioning.models.ModelsPlaces;
import io.roomscribe.provisioning.onsite.AcceptCommand;
import io.roomscribe.provisioning.onsite.AcceptVerifyCommand;
import io.roomscribe.provisioning.onsite.MicCheckCommand;
import io.roomscribe.provisioning.plan.PlanApplyCommand;
import io.roomscribe.provisioning.plan.PlanCheckCommand;
import io.roomscribe.provisioning.plan.PlanCommand;
import io.roomscribe.provisioning.plan.PlanStatusCommand;
import io.roomscribe.provisioning.release.ReleaseCommand;
import io.roomscribe.provisioning.release.ReleaseKeygenCommand;
import io.roomscribe.provisioning.release.ReleasePublishCommand;
import io.roomscribe.provisioning.release.ReleaseSignCommand;
import io.roomscribe.provisioning.release.ReleaseVerifyCommand;
import io.roomscribe.provisioning.search.SearchCommand;
import io.roomscribe.provisioning.search.SearchRebuildCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/// The composition root of the command line.
public final class Main {
    private Main() {}

    public static void main(String... arguments) {
        var console = console();
        System.exit(new RoomscribeCommand(console, subcommands(console)).execute(arguments));
    }

    // NullAway's model of System.console() is older than Java 22.
    @SuppressWarnings("SystemConsoleNull")
    private static Console console() {
        var terminal = System.console();
        var interactive =
                terminal != null && terminal.isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                interactive,
                interactive && System.getenv("NO_COLOR") == null);
    }

    static Map<String, Object> subcommands(Console console) {
        var subcommands = new LinkedHashMap<String, Object>();
        var random = new SecureRandom();
        var places = modelsPlaces();
        subcommands.put(
                "demo",
                new DemoCommand(console, Clock.systemUTC(), System::nanoTime, random, places));
        subcommands.put(
                "hub",
                new CommandLine(new HubCommand())
                        .addSubcommand(
                                "init", new HubInitCommand(console, Clock.systemUTC(), random))
                        .addSubcommand(
                                "switch-root",
                                new HubSwitchRootCommand(console, Clock.systemUTC(), random))
                        .addSubcommand("backup", new HubBackupCommand(console))
                        .addSubcommand("restore", new HubRestoreCommand(console)));
        subcommands.put(
                "device",
                new CommandLine(new DeviceCommand())
                        .addSubcommand(
                                "claim", new DeviceClaimCommand(console, Clock.systemUTC(), random))
                        .addSubcommand(
                                "install",
                                new DeviceInstallCommand(
                                        console,
                                        project(),
                                        Clock.systemUTC(),
                                        System::nanoTime,
                                        random))
                        .addSubcommand(
                                "revoke",
                                new DeviceRevokeCommand(console, Clock.systemUTC(), random))
                        .addSubcommand("transfer", new DeviceTransferCommand(console))
                        .addSubcommand("support-bundle", new DeviceSupportBundleCommand(console))
                        .addSubcommand("decommission", new DeviceDecommissionCommand(console))
                        .addSubcommand("add", new DeviceAddCommand(console, random)));
        subcommands.put(
                "plan",
                new CommandLine(new PlanCommand())
                        .addSubcommand("check", new PlanCheckCommand(console))
                        .addSubcommand(
                                "apply", new PlanApplyCommand(console, Clock.systemUTC(), random))
                        .addSubcommand("status", new PlanStatusCommand(console)));
        subcommands.put(
                "image",
                new CommandLine(new ImageCommand())
                        .addSubcommand(
                                "write", new ImageWriteCommand(console, Clock.systemUTC(), random))
                        .addSubcommand(
                                "build",
                                new ImageBuildCommand(console, System::nanoTime, project())));
        subcommands.put("doctor", new DoctorCommand(console));
        subcommands.put(
                "accept",
                new CommandLine(new AcceptCommand(console, System.in, System::nanoTime))
                        .addSubcommand("verify", new AcceptVerifyCommand(console)));
        subcommands.put("mic-check", new MicCheckCommand(console, System.in, System::nanoTime));
        subcommands.put(
                "release",
                new CommandLine(new ReleaseCommand())
                        .addSubcommand("keygen", new ReleaseKeygenCommand(console))
                        .addSubcommand("sign", new ReleaseSignCommand(console, Clock.systemUTC()))
                        .addSubcommand("verify", new ReleaseVerifyCommand(console))
                        .addSubcommand("publish", new ReleasePublishCommand(console)));
        subcommands.put("models", ModelsCommand.line(console, places, System::nanoTime));
        subcommands.put(
                "search",
                new CommandLine(new SearchCommand())
                        .addSubcommand(
                                "rebuild", new SearchRebuildCommand(console, System::nanoTime)));
        subcommands.put("wer", new WerCommand(console));
        subcommands.put(
                "bench",
                new CommandLine(new BenchCommand())
                        .addSubcommand("device", new BenchDeviceCommand(console))
                        .addSubcommand("summary", new BenchSummaryCommand(console))
                        .addSubcommand(
                                "diarization",
                                new DiarizationCommand(console, System::nanoTime, random))
                        .addSubcommand("search", new BenchSearchCommand(console))
                        .addSubcommand(
                                "wer", new BenchWerCommand(console, System::nanoTime, random)));
        subcommands.put("completion", new CompletionCommand(console));
        subcommands.put("man", new ManCommand(console));
        return subcommands;
    }

    private static ModelsPlaces modelsPlaces() {
        return ModelsPlaces.of(
                project(), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    private static Path project() {
        return Path.of(System.getProperty("roomscribe.root", "")).toAbsolutePath();
    }
}
