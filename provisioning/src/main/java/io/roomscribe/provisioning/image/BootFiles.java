package io.roomscribe.provisioning.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A setup as the files of a boot partition, in each format.
final class BootFiles {
    private static final String FIRSTRUN_HOOK =
            " systemd.run=/boot/firmware/firstrun.sh systemd.run_success_action=reboot"
                    + " systemd.unit=kernel-command-line.target";

    private BootFiles() {}

    /// File name to content; `cmdline.txt` is to be changed only where a format needs it.
    ///
    /// @param commandLine what `cmdline.txt` holds now
    static Map<String, String> of(BootFormat format, BoxSetup setup, String commandLine) {
        return switch (format) {
            case FIRSTRUN -> firstrun(setup, commandLine);
            case CLOUD_INIT -> cloudInit(setup);
            case RPI_PRESEED -> preseed(setup);
            case APPLIANCE -> Map.of(ApplianceMarker.SETUP, appliance(setup));
        };
    }

    private static Map<String, String> firstrun(BoxSetup setup, String commandLine) {
        var script = machine(setup);
        commands(setup).forEach(command -> script.append(command).append('\n'));
        script.append(
                """
                rm -f /boot/firmware/firstrun.sh
                sed -i 's| systemd\\.run[^ ]*||g; s| systemd\\.unit=kernel-command-line\\.target||g' /boot/firmware/cmdline.txt
                exit 0
                """);
        var files = new LinkedHashMap<String, String>();
        files.put("firstrun.sh", script.toString());
        var line = commandLine.strip();
        files.put(
                "cmdline.txt", (line.contains("firstrun.sh") ? line : line + FIRSTRUN_HOOK) + "\n");
        return files;
    }

    /// Run once by a service of the image, before the box's own; again if the power went meanwhile.
    private static String appliance(BoxSetup setup) {
        var script = machine(setup);
        plainCommands(setup).forEach(command -> script.append(command).append('\n'));
        script.append("ln -sf ")
                .append(QuotedText.ofShell("/usr/share/zoneinfo/" + setup.timezone()))
                .append(" /etc/localtime\n");
        setup.wifi()
                .ifPresent(wifi ->
                        script.append("echo 'options cfg80211 ieee80211_regdom=")
                                .append(wifi.country())
                                .append("' >/etc/modprobe.d/roomscribe.conf\n"));
        return script.append(
                        """
                        hostname "$hostname"
                        ssh-keygen -A
                        systemctl start --no-block ssh
                        sync && rm -f /boot/firmware/%s && sync
                        exit 0
                        """
                                .formatted(ApplianceMarker.SETUP))
                .toString();
    }

    /// The beginning of a script: name, login, key.
    private static StringBuilder machine(BoxSetup setup) {
        var script =
                new StringBuilder("#!/bin/bash\n# Written by roomscribe image write.\nset +e\n");
        script.append("hostname=").append(QuotedText.ofShell(setup.hostname())).append('\n');
        script.append("user=").append(QuotedText.ofShell(setup.user())).append('\n');
        script.append("key=").append(QuotedText.ofShell(setup.sshKey())).append('\n');
        script.append(
                """
                old=$(tr -d ' \\t\\n\\r' </etc/hostname)
                echo "$hostname" >/etc/hostname
                sed -i "s/127\\.0\\.1\\.1.*$old/127.0.1.1\\t$hostname/g" /etc/hosts
                first=$(getent passwd 1000 | cut -d: -f1)
                if [ -n "$first" ] && [ "$first" != "$user" ]; then
                  usermod -l "$user" "$first" && usermod -m -d "/home/$user" "$user" && groupmod -n "$user" "$first"
                elif [ -z "$first" ]; then
                  useradd -m -s /bin/bash -G sudo "$user"
                fi
                home=$(getent passwd "$user" | cut -d: -f6)
                install -d -m 700 -o "$user" -g "$user" "$home/.ssh"
                printf '%s\\n' "$key" >"$home/.ssh/authorized_keys"
                chown "$user:$user" "$home/.ssh/authorized_keys" && chmod 600 "$home/.ssh/authorized_keys"
                echo "$user ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/010_roomscribe && chmod 440 /etc/sudoers.d/010_roomscribe
                systemctl enable ssh
                """);
        return script;
    }

    /// What has no words of its own in a format, as shell commands, one a line.
    private static List<String> commands(BoxSetup setup) {
        var commands =
                new ArrayList<>(
                        setup.files().stream()
                                .map(file ->
                                        "mkdir -p %s; echo %s | base64 -d >%s; chmod %s %s"
                                                .formatted(
                                                        QuotedText.ofShell(parent(file.path())),
                                                        file.base64(),
                                                        QuotedText.ofShell(file.path()),
                                                        file.mode(),
                                                        QuotedText.ofShell(file.path())))
                                .toList());
        commands.add("timedatectl set-timezone " + QuotedText.ofShell(setup.timezone()));
        commands.add("raspi-config nonint do_change_locale " + QuotedText.ofShell(setup.locale()));
        commands.add(
                "raspi-config nonint do_configure_keyboard "
                        + QuotedText.ofShell(setup.keyboard()));
        setup.wifi()
                .ifPresent(wifi -> {
                    commands.add("raspi-config nonint do_wifi_country " + wifi.country());
                    commands.add("rfkill unblock wifi");
                });
        commands.add(
                "if id roomscribe >/dev/null 2>&1; then chown -R roomscribe: /var/lib/roomscribe; fi");
        return commands;
    }

    /// Those that every Debian understands before its services run.
    private static Stream<String> plainCommands(BoxSetup setup) {
        return commands(setup).stream()
                .filter(command -> !command.startsWith("raspi-config"))
                .filter(command -> !command.startsWith("timedatectl"));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static Map<String, String> cloudInit(BoxSetup setup) {
        var text = new StringBuilder("#cloud-config\n# Written by roomscribe image write.\n");
        text.append("hostname: ").append(quoted(setup.hostname())).append('\n');
        text.append("manage_etc_hosts: true\n");
        text.append("timezone: ").append(quoted(setup.timezone())).append('\n');
        text.append("locale: ").append(quoted(setup.locale())).append('\n');
        text.append("keyboard:\n  layout: ").append(quoted(setup.keyboard())).append('\n');
        text.append("ssh_pwauth: false\nusers:\n- name: ").append(quoted(setup.user()));
        text.append("\n  groups: \"sudo\"\n  shell: \"/bin/bash\"\n  lock_passwd: true\n");
        text.append("  sudo: \"ALL=(ALL) NOPASSWD:ALL\"\n  ssh_authorized_keys:\n  - ");
        text.append(quoted(setup.sshKey())).append('\n');
        text.append("write_files:\n");
        for (var file : setup.files()) {
            text.append("- path: ").append(quoted(file.path())).append('\n');
            text.append("  permissions: ").append(quoted(file.mode())).append('\n');
            text.append("  encoding: b64\n  content: ").append(quoted(file.base64())).append('\n');
        }
        text.append("runcmd:\n- [\"systemctl\", \"enable\", \"--now\", \"ssh\"]\n");
        setup.wifi()
                .ifPresent(wifi ->
                        text.append(
                                        "- [\"raspi-config\", \"nonint\", \"do_wifi_country\", \"%s\"]\n"
                                                .formatted(wifi.country()))
                                .append("- [\"rfkill\", \"unblock\", \"wifi\"]\n"));
        text.append("- [\"nmcli\", \"connection\", \"reload\"]\n");
        text.append(
                "- [\"sh\", \"-c\", \"id roomscribe && chown -R roomscribe: /var/lib/roomscribe\"]\n");
        var files = new LinkedHashMap<String, String>();
        files.put("user-data", text.toString());
        files.put("meta-data", "instance-id: " + quoted("roomscribe-" + setup.hostname()) + "\n");
        // Wired DHCP; whatever else there is stands in NetworkManager's own files.
        files.put(
                "network-config",
                """
                network:
                  version: 2
                  renderer: NetworkManager
                  ethernets:
                    eth0:
                      dhcp4: true
                      optional: true
                """);
        return files;
    }

    private static Map<String, String> preseed(BoxSetup setup) {
        var text =
                new StringBuilder(
                        "# Written by roomscribe image write.\nconfig_version = \"1.1\"\n");
        text.append("\n[system]\nhostname = ").append(quoted(setup.hostname()));
        text.append("\n\n[user]\nname = ").append(quoted(setup.user()));
        text.append("\npasswordless_sudo = true\n\n[ssh]\nenabled = true\n");
        text.append("password_authentication = false\nauthorized_keys = [");
        text.append(quoted(setup.sshKey())).append("]\n");
        text.append("\n[locale]\nkeymap = ").append(quoted(setup.keyboard()));
        text.append("\ntimezone = ").append(quoted(setup.timezone()));
        text.append("\nlocales = [").append(quoted(setup.locale()));
        text.append("]\nlang = ").append(quoted(setup.locale())).append('\n');
        setup.wifi()
                .ifPresent(wifi ->
                        text.append("\n[wlan]\ncountry = ")
                                .append(quoted(wifi.country()))
                                .append('\n'));
        text.append("\n[runcmd]\nearly = [\n");
        text.append(
                plainCommands(setup)
                        .map(command -> "  " + quoted(command))
                        .collect(Collectors.joining(",\n")));
        text.append("\n]\n");
        return Map.of("rpi-preseed.toml", text.toString());
    }

    private static String quoted(String text) {
        return QuotedText.ofYamlOrToml(text);
    }
}
