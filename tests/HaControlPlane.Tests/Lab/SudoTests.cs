using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>Nodes on which the login is not root's.</summary>
[Collection(LabLanes.First)]
public sealed class SudoTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Password = "Kx7-sudo pass'word\"9q";

    /// <summary>A wrong password costs sudo's own delay of about two seconds; the rest is for a busy machine.</summary>
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(30);

    private LabCluster Lab => bare.Lab;

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_user_who_needs_no_password(TransportKind over)
    {
        var user = UserOf("ops", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        var run = await Lab.HacpAsync("plan", topology, "--json", "--transport", BadNode.Word(over));
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal(["True", "True", "True"], run.OfNodes("changes"));
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_password_from_the_environment_is_seen_nowhere(TransportKind over)
    {
        var user = UserOf("ada", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) ALL");
        // The shell takes it from standard input, so that only the console's own environment has it.
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "sh", "-c", "IFS= read -r p; HACP_BECOME_PASSWORD=$p exec \"$@\"", "sh", "dotnet", LabCluster.Hacp, "plan", topology, "-v", "--transport", BadNode.Word(over)],
            Password + "\n");
        await using var spy = new ProcessSpy(Password, running.Id);
        var run = await running.EndAsync();
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Empty(await spy.SightingsAsync());
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_password_from_standard_input_is_seen_nowhere(TransportKind over)
    {
        var user = UserOf("bob", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) ALL");
        await using var spy = new ProcessSpy(Password);
        var run = await AskedAsync(topology, Password, "-v", over);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Empty(await spy.SightingsAsync());
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_wrong_password_is_refused_soon_and_not_repeated_back(TransportKind over)
    {
        var user = UserOf("cyd", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) ALL");
        var before = await Lab.StateAsync();
        var run = await AskedAsync(topology, "wrong-" + Password, "--json", over);
        Assert.True(run.ExitCode == 1, run.ToString());
        var document = new HacpRun(run);
        var errors = document.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal(["node-1", "node-2", "node-3"], errors.Select(e => e.GetProperty("node").GetString()));
        Assert.All(errors, e => Assert.Equal("HCP205", e.GetProperty("id").GetString()));
        Assert.All(errors, e => Assert.Contains("password", e.GetProperty("what").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
        Assert.True(run.Took < RefusedWithin, run.ToString());
        Assert.All(await Lab.ShOnAllAsync($"busybox logread | grep '{user}.*incorrect password'"), told => Assert.Contains(" 1 incorrect password attempt", told, StringComparison.Ordinal));
        await Lab.AssertUnchangedAsync(before);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task One_node_that_gives_no_rights(TransportKind over)
    {
        var user = UserOf("dan", over);
        var topology = await UserAsync(user, $"{user} ALL=(ALL) NOPASSWD: ALL");
        await Lab.ShAsync(BadNode.Name, $"rm /etc/sudoers.d/{user}");
        await BadNode.RefusesAsync(Lab, "true", "true", ("HCP205", "sudo: a password is required", "NOPASSWD"), topology, over);
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet, OnlyInCI = true)]
    public async Task A_user_who_is_not_root_and_does_not_become_it(TransportKind over)
    {
        var user = UserOf("eve", over);
        await UserAsync(user, "");
        await BadNode.RefusesAsync(Lab, "true", "true", ("HCP205", $"the login is {user}, not root", "ssh.become to sudo"),
            Lab.Changed(("{ name: node-2,", $"{{ name: node-2, ssh: {{ user: {user} }},")), over);
    }

    /// <summary>Users stay on the nodes and in their logs: each row needs its own, and none whose name begins another's.</summary>
    private static string UserOf(string name, TransportKind over) => over == TransportKind.OpenSsh ? name : name[..^1] + "x";

    private async Task<Ran> AskedAsync(string topology, string password, string option, TransportKind over)
    {
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "dotnet", LabCluster.Hacp, "plan", topology, "--ask-become-pass", option, "--transport", BadNode.Word(over)], password + "\n");
        return await running.EndAsync();
    }

    /// <summary>A user on every node, root's key and the test's password; the topology that logs in as the user.</summary>
    private async Task<string> UserAsync(string name, string sudoers)
    {
        var quoted = $"{name}:{Password}".Replace("'", "'\\''", StringComparison.Ordinal);
        await Lab.ShOnAllAsync($"""
            set -e
            useradd -m -s /bin/sh {name}
            printf '%s\n' '{quoted}' | chpasswd
            mkdir -m 700 /home/{name}/.ssh
            cp /root/.ssh/authorized_keys /home/{name}/.ssh/
            chown -R {name} /home/{name}/.ssh
            [ ! -d /etc/sudoers.d ] || echo '{sudoers}' >/etc/sudoers.d/{name}
            """);
        return Lab.Changed(("  user: root\n", $"  user: {name}\n  become: sudo\n"));
    }
}
