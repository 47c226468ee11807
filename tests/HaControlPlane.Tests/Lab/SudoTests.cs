namespace HaControlPlane.Tests.Lab;

/// <summary>Nodes on which the login is not root's.</summary>
[Collection(LabLanes.First)]
public sealed class SudoTests(BareLab bare) : IClassFixture<BareLab>
{
    private const string Password = "Kx7-sudo pass'word\"9q";

    /// <summary>A wrong password costs sudo's own delay of about two seconds; the rest is for a busy machine.</summary>
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(30);

    private LabCluster Lab => bare.Lab;

    [LabFact("sudo")]
    public async Task A_user_who_needs_no_password()
    {
        var topology = await UserAsync("ops", "ops ALL=(ALL) NOPASSWD: ALL");
        var run = await Lab.HacpAsync("plan", topology, "--json");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal(["True", "True", "True"], run.OfNodes("changes"));
    }

    [LabFact("sudo")]
    public async Task A_password_from_the_environment_is_seen_nowhere()
    {
        var topology = await UserAsync("ada", "ada ALL=(ALL) ALL");
        // The shell takes it from standard input, so that only the console's own environment has it.
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "sh", "-c", "IFS= read -r p; HACP_BECOME_PASSWORD=$p exec \"$@\"", "sh", "dotnet", LabCluster.Hacp, "plan", topology, "-v"],
            Password + "\n");
        await using var spy = new ProcessSpy(Password, running.Id);
        var run = await running.EndAsync();
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Empty(await spy.SightingsAsync());
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
    }

    [LabFact("sudo")]
    public async Task A_password_from_standard_input_is_seen_nowhere()
    {
        var topology = await UserAsync("bob", "bob ALL=(ALL) ALL");
        await using var spy = new ProcessSpy(Password);
        var run = await AskedAsync(topology, Password, "-v");
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Empty(await spy.SightingsAsync());
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
    }

    [LabFact("sudo")]
    public async Task A_wrong_password_is_refused_soon_and_not_repeated_back()
    {
        var topology = await UserAsync("cyd", "cyd ALL=(ALL) ALL");
        var before = await Lab.StateAsync();
        var run = await AskedAsync(topology, "wrong-" + Password, "--json");
        Assert.True(run.ExitCode == 1, run.ToString());
        var document = new HacpRun(run);
        var errors = document.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal(["node-1", "node-2", "node-3"], errors.Select(e => e.GetProperty("node").GetString()));
        Assert.All(errors, e => Assert.Equal("HCP205", e.GetProperty("id").GetString()));
        Assert.All(errors, e => Assert.Contains("password", e.GetProperty("what").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
        Assert.True(run.Took < RefusedWithin, run.ToString());
        Assert.All(await Lab.ShOnAllAsync("busybox logread | grep 'cyd.*incorrect password'"), told => Assert.Contains(" 1 incorrect password attempt", told, StringComparison.Ordinal));
        await Lab.AssertUnchangedAsync(before);
    }

    [LabFact("sudo")]
    public async Task One_node_that_gives_no_rights()
    {
        var topology = await UserAsync("dan", "dan ALL=(ALL) NOPASSWD: ALL");
        await Lab.ShAsync(BadNode.Name, "rm /etc/sudoers.d/dan");
        await BadNode.RefusesAsync(Lab, "true", "true", ("HCP205", "sudo: a password is required", "NOPASSWD"), topology);
    }

    [LabFact]
    public async Task A_user_who_is_not_root_and_does_not_become_it()
    {
        await UserAsync("eve", "");
        await BadNode.RefusesAsync(Lab, "true", "true", ("HCP205", "the login is eve, not root", "ssh.become to sudo"),
            Lab.Changed(("{ name: node-2,", "{ name: node-2, ssh: { user: eve },")));
    }

    private async Task<Ran> AskedAsync(string topology, string password, string option)
    {
        using var running = Running.Start(LabMachine.Verb,
            ["admin", "--name", Lab.Name, "--", "dotnet", LabCluster.Hacp, "plan", topology, "--ask-become-pass", option], password + "\n");
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
