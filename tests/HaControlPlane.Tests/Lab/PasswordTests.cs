using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>Nodes whose server asks for a password: it comes through, is seen nowhere, and a wrong one is tried once.</summary>
[Collection(LabLanes.First)]
public sealed class PasswordTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Password = "Zq3-login pass'word\"7e";

    private LabCluster Lab => bare.Lab;

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_password_logs_in_once_a_node_serves_sudo_and_is_seen_nowhere(TransportKind over)
    {
        var user = UserOf("pam", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) ALL");
        var logins = await CountAsync($"Accepted password for {user}");
        await using var spy = new ProcessSpy(Password);
        var run = await AskedAsync(topology, Password, "-v", over);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Empty(await spy.SightingsAsync());
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(logins.Select(c => c + 1), await CountAsync($"Accepted password for {user}"));
        Assert.All(await Lab.ShOnAllAsync($"grep -rlF {Scripts(Password)} /etc /home /root/.ssh /var/lib /var/log 2>/dev/null || true"), found => Assert.Equal("", found.Trim()));
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_wrong_password_is_tried_once_a_node_and_on_two_at_most(TransportKind over)
    {
        var user = UserOf("quin", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        var before = await Lab.StateAsync();
        var run = new HacpRun(await AskedAsync(topology, "wrong-" + Password, "--json", over));
        Assert.True(run.ExitCode == 1, run.ToString());
        var errors = run.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal(["node-1", "node-2", "node-3"], errors.Select(e => e.GetProperty("node").GetString()));
        Assert.All(errors, e => Assert.Equal("HCP209", e.GetProperty("id").GetString()));
        Assert.Equal(2, errors.Count(e => e.GetProperty("what").GetString() == "The login with a password failed: the password is refused."));
        Assert.Equal(1, errors.Count(e => e.GetProperty("what").GetString()!.Contains("it was not tried here", StringComparison.Ordinal)));
        Assert.Equal("0 1 1", string.Join(' ', (await CountAsync($"Failed password for {user}")).Order()));
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
        await Lab.AssertUnchangedAsync(before);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh, OnlyInCI = true)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_node_with_another_password_does_not_hide_the_others(TransportKind over)
    {
        var user = UserOf("rob", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        await Lab.ShAsync("node-2", $"echo {user}:other | chpasswd");
        var run = new HacpRun(await AskedAsync(topology, Password, "--json", over));
        Assert.Equal([("node-2", "HCP209")], run.Json.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("node").GetString(), e.GetProperty("id").GetString())));
        Assert.Equal("0 1 0", string.Join(' ', await CountAsync($"Failed password for {user}")));
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh, OnlyInCI = true)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_node_that_asks_for_no_password(TransportKind over)
    {
        var user = UserOf("sue", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL", onlyKeys: BadNode.Name);
        var run = new HacpRun(await AskedAsync(topology, Password, "--json", over));
        var error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("HCP209", error.GetProperty("id").GetString());
        Assert.Contains("no password is asked for", error.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.Contains("PasswordAuthentication", error.GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh, OnlyInCI = true)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_node_that_wants_a_key_and_a_password(TransportKind over)
    {
        var user = UserOf("tom", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL", keyToo: true);
        var run = await AskedAsync(topology, Password, "--json", over);
        Assert.True(run.ExitCode == 3, run.ToString());
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh, OnlyInCI = true)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_jump_host_is_reached_with_its_key_and_told_no_password(TransportKind over)
    {
        var user = UserOf("val", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL", keepKeyFile: true);
        await JumpAsync("root");
        var run = await AskedAsync(topology, Password, "--json", over);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal("1 1 1", string.Join(' ', await CountAsync($"password for {user}")));

        await JumpAsync(user);
        var refused = new HacpRun(await AskedAsync(topology, Password, "--json", over));
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal("node-2", error.GetProperty("node").GetString());
        Assert.Equal("2 1 2", string.Join(' ', await CountAsync($"password for {user}")));

        async Task JumpAsync(string login)
        {
            var text = await File.ReadAllTextAsync(topology);
            text = System.Text.RegularExpressions.Regex.Replace(text, @"\{ name: node-2,( ssh: \{[^}]*\},)?", $"{{ name: node-2, ssh: {{ jump: {login}@{Lab.AddressOf("node-1")} }},");
            await File.WriteAllTextAsync(topology, text);
        }
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task An_unknown_host_key_is_told_no_password(TransportKind over)
    {
        var user = UserOf("una", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        await File.WriteAllTextAsync(topology, (await File.ReadAllTextAsync(topology)).Replace($"{Lab.Folder}/known_hosts", "/dev/null", StringComparison.Ordinal));
        var run = new HacpRun(await AskedAsync(topology, Password, "--json", over));
        Assert.All(run.Json.GetProperty("errors").EnumerateArray(), e => Assert.Equal("HCP202", e.GetProperty("id").GetString()));
        Assert.Equal("0 0 0", string.Join(' ', await CountAsync($"password for {user}")));
    }

    [LabTheory("sudo")]
    [InlineData("OpenSSH_8.3p1", "SSH.NET")]
    [InlineData("OpenSSH_8.4p1", "OpenSSH")]
    public async Task A_client_that_cannot_be_told_a_password_is_passed_over(string banner, string transport)
    {
        var user = transport == "OpenSSH" ? "wyo" : "wys";
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        var folder = Directory.CreateDirectory(Path.Combine(Lab.Folder, "client-" + user)).FullName;
        var client = Path.Combine(folder, "ssh");
        await File.WriteAllTextAsync(client, $"#!/bin/sh\n[ \"$1\" = -V ] && echo {banner} >&2 && exit\nPATH={Environment.GetEnvironmentVariable("PATH")} exec ssh \"$@\"\n");
        _ = (await Running.RunAsync("chmod", ["755", client])).Text;
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "env", $"PATH={folder}:{Environment.GetEnvironmentVariable("PATH")}", "dotnet", LabCluster.Hacp, "plan", topology, "--ask-pass", "-v"], Password + "\n");
        var run = await running.EndAsync();
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains($"Scripts travel over {transport}: {client} is OpenSSH 8.", run.Error, StringComparison.Ordinal);
        Assert.Equal("1 1 1", string.Join(' ', await CountAsync($"Accepted password for {user}")));
    }

    /// <summary>Users stay on the nodes and in their logs: each row needs its own, and none whose name begins another's.</summary>
    private static string UserOf(string name, TransportKind over) => over == TransportKind.OpenSsh ? name : name[..^1] + "x";

    private static string Scripts(string word) => HaControlPlane.Scripts.ShellQuote.Word(word);

    private async Task<int[]> CountAsync(string words) =>
        [.. (await Lab.ShOnAllAsync($"busybox logread | grep -cF '{words}' || true")).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private async Task<Ran> AskedAsync(string topology, string password, string option, TransportKind over)
    {
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "dotnet", LabCluster.Hacp, "plan", topology, "--ask-pass", option, "--transport", BadNode.Word(over)], password + "\n");
        return await running.EndAsync();
    }

    /// <summary>A user with the test's password and no key, on servers that take passwords; the topology that logs in as the user.</summary>
    private async Task<string> UserAsync(string name, string sudoers, string? onlyKeys = null, bool keyToo = false, bool keepKeyFile = false)
    {
        var how = keyToo ? "AuthenticationMethods publickey,password" : "PasswordAuthentication yes";
        await Task.WhenAll(Lab.Nodes.Select(async node =>
        {
            var without = node == onlyKeys ? "PasswordAuthentication no" : how;
            await Lab.ShAsync(node, $"""
                set -e
                useradd -m -s /bin/sh {name}
                printf '%s\n' {Scripts($"{name}:{Password}")} | chpasswd
                echo '{sudoers}' >/etc/sudoers.d/{name}
                mkdir -m 700 /home/{name}/.ssh
                {(keyToo ? $"cp /root/.ssh/authorized_keys /home/{name}/.ssh/" : "true")}
                chown -R {name} /home/{name}/.ssh
                sed -i 's/^PasswordAuthentication no/PasswordAuthentication yes/' /etc/ssh/sshd_config
                printf 'Match User {name}\n    {without}\n' >>/etc/ssh/sshd_config
                """);
            await Lab.FaultAsync(node, "stop", "sshd");
            await Lab.FaultAsync(node, "start", "sshd");
        }));
        var user = ("  user: root\n", $"  user: {name}\n  become: sudo\n");
        return keyToo || keepKeyFile ? Lab.Changed(user) : Lab.Changed(user, ($"  keyFile: {Lab.Folder}/id_ed25519\n", ""));
    }
}
