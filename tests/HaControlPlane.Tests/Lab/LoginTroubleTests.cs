using HaControlPlane.Nodes;
using HaControlPlane.Scripts;
using HaControlPlane.Topology;

namespace HaControlPlane.Tests.Lab;

/// <summary>Logins that come about and do not run our command, or not to its end: each with its own words and remedy, over every transport.</summary>
[Collection(LabLanes.First)]
public sealed class LoginTroubleTests(BareLab bare) : IClassFixture<BareLab>
{
    private LabCluster Lab => bare.Lab;

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task The_shell_ends_before_the_command(TransportKind over) => RefusesAsync(over, "exa", "echo 'exit 0' >~/.bashrc",
        ("HCP266", "The login shell ended before it ran our command, with exit code 0", "ssh {0} 'echo ok' </dev/null"));

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task The_shell_says_something_and_ends(TransportKind over) => RefusesAsync(over, "exb", "echo 'echo welcome; exit 3' >~/.bashrc",
        ("HCP268", "answered 'welcome'", "exit and exec from the login's .bashrc"));

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task A_forced_command(TransportKind over) => RefusesAsync(over, "exc", "sed -i 's/^/command=\"echo backup-only\" /' ~/.ssh/authorized_keys",
        ("HCP268", "answered 'backup-only'", "command= in authorized_keys"));

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task A_shell_that_is_none(TransportKind over) => RefusesAsync(over, "exd", "true",
        ("HCP267", "This account is currently not available", "usermod -s /bin/sh"), shell: "/usr/sbin/nologin");

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_restricted_shell_runs_our_command_all_the_same(TransportKind over)
    {
        var user = await UserAsync(over, "exe", "true", shell: "/bin/rbash");
        await using var way = await WayAsync(over, user);
        Assert.Equal("1", (await way.RunAsync("say told 1"))[0][0]);
        Assert.Equal("2", (await way.RunAsync("say told 2"))[0][0]);
    }

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task Sudo_that_wants_a_terminal(TransportKind over) => RefusesAsync(over, "exf", "true",
        ("HCP205", "sudo: sorry, you must have a tty to run sudo", "Defaults:{1} !requiretty"), sudoers: "Defaults:{0} requiretty");

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public Task Sudo_that_lets_a_command_start_nothing(TransportKind over) => RefusesAsync(over, "exg", "true",
        ("HCP205", "sudo lets the command start no other program", "Defaults:{1} !noexec"), sudoers: "Defaults:{0} noexec");

    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Sudo_that_limits_a_commands_time(TransportKind over)
    {
        var user = await UserAsync(over, "exh", "true", sudoers: "Defaults:{0} command_timeout=1");
        await using var way = await WayAsync(over, user, sudo: true);
        foreach (var time in new[] { "first", "second" })
        {
            var problem = await Assert.ThrowsAsync<NodeException>(() => way.RunAsync("say told 1", "sleep 3", "say told 2").WaitAsync(TimeSpan.FromSeconds(15)));
            Assert.Equal((time, "HCP269"), (time, problem.Error.Id));
            Assert.Matches("^A signal ended our script on the node after [1-9]", problem.Error.What);
            Assert.Contains("command_timeout", problem.Error.Fix, StringComparison.Ordinal);
        }
    }

    /// <summary>sudo makes its standard input non-blocking then, and with it that of what keeps the login open.</summary>
    [LabTheory("sudo")]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task Sudo_that_records_the_session(TransportKind over)
    {
        var user = await UserAsync(over, "exi", "true", sudoers: "Defaults:{0} log_input");
        await using var way = await WayAsync(over, user, sudo: true);
        var logins = await LoginsAsync(user);
        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal($"{round}", (await way.RunAsync($"say told {round}", "sleep 0.3"))[0][0]);
        }

        Assert.Equal(logins + 1, await LoginsAsync(user));
    }

    [LabTheory]
    [Over(TransportKind.OpenSsh)]
    [Over(TransportKind.SshNet)]
    public async Task A_server_that_gives_a_login_one_session(TransportKind over)
    {
        await SessionsAsync("1");
        try
        {
            await using var way = await WayAsync(over, "root");
            Assert.Equal("1", (await way.RunAsync("say told 1"))[0][0]);
            var running = way.RunAsync("say told 2", "sleep 3");
            var refused = await Assert.ThrowsAsync<NodeException>(() => Task.WhenAll(running, Task.Delay(TimeSpan.FromSeconds(1)).ContinueWith(_ => way.RunAsync("say told 3"), TaskScheduler.Default).Unwrap()));
            Assert.Equal("HCP417", refused.Error.Id);
            Assert.Contains("MaxSessions", refused.Error.Fix, StringComparison.Ordinal);
        }
        finally
        {
            await SessionsAsync("100");
        }
    }

    private async Task SessionsAsync(string number)
    {
        await Lab.ShAsync("node-1", $"sed -i 's/^MaxSessions .*/MaxSessions {number}/' /etc/ssh/sshd_config; grep -qx 'MaxSessions {number}' /etc/ssh/sshd_config");
        await Lab.FaultAsync("node-1", "stop", "sshd");
        await Lab.FaultAsync("node-1", "start", "sshd");
    }

    /// <summary>A script on node-1 as a user fails with this error, the first as well as the next one.</summary>
    private async Task RefusesAsync(
        TransportKind over, string name, string setUp, (string Id, string What, string Fix) expected, string shell = "/bin/bash", string? sudoers = null)
    {
        var user = await UserAsync(over, name, setUp, shell, sudoers);
        await using var way = await WayAsync(over, user, sudo: sudoers is not null);
        Func<Task>[] calls = [() => way.RunAsync("say told 1"), () => way.RunAsync("say told 2")];
        foreach (var call in calls)
        {
            var problem = await Assert.ThrowsAsync<NodeException>(() => call().WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Equal(expected.Id, problem.Error.Id);
            Assert.Contains(expected.What, problem.Error.What, StringComparison.Ordinal);
            Assert.Contains(expected.Fix.Replace("{1}", user, StringComparison.Ordinal).Split("{0}")[^1], problem.Error.Fix, StringComparison.Ordinal);
        }
    }

    private Task<LabWay> WayAsync(TransportKind over, string user, bool sudo = false) =>
        LabWay.ToAsync(Lab, over, change: ssh => ssh with { User = user, Become = sudo ? BecomeMethod.Sudo : BecomeMethod.None });

    /// <summary>A user on node-1 with root's key; each row has its own.</summary>
    private async Task<string> UserAsync(TransportKind over, string name, string setUp, string shell = "/bin/bash", string? sudoers = null)
    {
        var user = name + (over == TransportKind.OpenSsh ? "o" : "n");
        var rule = sudoers is null ? "" : $"{user} ALL=(ALL) NOPASSWD: ALL\n{sudoers.Replace("{0}", user, StringComparison.Ordinal)}";
        await Lab.ShAsync("node-1", $"""
            set -e
            useradd -m -s {shell} {user}
            echo {user}:Qw9-unused-Zx | chpasswd
            mkdir -m 700 /home/{user}/.ssh
            cp /root/.ssh/authorized_keys /home/{user}/.ssh/
            chown -R {user} /home/{user}/.ssh
            (HOME=/home/{user}; {setUp})
            [ ! -d /etc/sudoers.d ] || printf '%s\n' {ShellQuote.Word(rule)} >/etc/sudoers.d/{user}
            """);
        return user;
    }

    private async Task<int> LoginsAsync(string user) => int.Parse(
        await Lab.ShAsync("node-1", $"busybox logread | grep -c 'Accepted publickey for {user} ' || true"), System.Globalization.CultureInfo.InvariantCulture);
}
