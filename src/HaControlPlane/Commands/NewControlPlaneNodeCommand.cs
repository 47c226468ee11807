using System.Management.Automation;
using System.Net;
using HaControlPlane.Binding;
using HaControlPlane.Completers;
using HaControlPlane.Errors;
using HaControlPlane.Topology;

namespace HaControlPlane.Commands;

/// <summary>Describes control plane nodes: what they are called, where their API server listens, how to reach them. Contacts nothing.</summary>
[Cmdlet(VerbsCommon.New, "ControlPlaneNode")]
[OutputType(typeof(ControlPlaneNode))]
public sealed class NewControlPlaneNodeCommand : PSCmdlet
{
    private SshOptions ssh = new();

    /// <summary>The nodes' names, each unique in a topology.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The nodes' own addresses, one for each name, in the same order.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Address]
    public IPAddress[] Address { get; set; } = [];

    /// <summary>The interface of the virtual IP on these nodes. Default: the load balancer's, else found on the node.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The VRRP priority, 1 to 254. Default: given by the node's place in the list.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    public int? Priority { get; set; }

    /// <summary>The names or addresses SSH connects to, one for each node. Default: the node's address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName")]
    public string[]? HostName { get; set; }

    /// <summary>The user to log in as. Default: the SSH configuration's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UserName { get => ssh.User; set => ssh = ssh with { User = NullIfEmpty(value) }; }

    /// <summary>The SSH server's TCP port. Default: the SSH configuration's, else 22.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EmptyAsNull]
    public int? Port { get => ssh.Port; set => ssh = ssh with { Port = value }; }

    /// <summary>A private key file. Default: the agent's keys and the SSH configuration's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IdentityFile")]
    public string? KeyFilePath { get => ssh.KeyFile; set => ssh = ssh with { KeyFile = NullIfEmpty(value) }; }

    /// <summary>The file of known host keys. Default: the SSH configuration's. Host keys are always checked.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? KnownHostsPath { get => ssh.KnownHosts; set => ssh = ssh with { KnownHosts = NullIfEmpty(value) }; }

    /// <summary>How the login user becomes root. Default: it is root already.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public BecomeMethod Become { get => ssh.Become; set => ssh = ssh with { Become = value }; }

    /// <summary>A jump host, <c>user@host:port</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? JumpHost { get => ssh.Jump; set => ssh = ssh with { Jump = NullIfEmpty(value) }; }

    /// <summary>What carries scripts to the node. Default: Auto, which is OpenSSH where this machine has a client that will do, else SSH.NET.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public TransportKind Transport { get => ssh.Transport; set => ssh = ssh with { Transport = value }; }

    /// <summary>An SSH client configuration file to use instead of the user's own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SshConfigPath { get => ssh.ConfigFile; set => ssh = ssh with { ConfigFile = NullIfEmpty(value) }; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Address.Length != Name.Length || (HostName is { Length: > 0 } && HostName.Length != Name.Length))
        {
            WriteError(ErrorRecords.UnevenNodeLists(Name));
            return;
        }

        for (var i = 0; i < Name.Length; i++)
        {
            WriteObject(new ControlPlaneNode
            {
                Name = Name[i],
                Address = Address[i],
                Interface = NullIfEmpty(Interface),
                Priority = Priority,
                Ssh = ssh with
                {
                    HostName = NullIfEmpty(HostName?.ElementAtOrDefault(i)),
                    KeyFile = FilePath.Resolve(this, ssh.KeyFile),
                    KnownHosts = FilePath.Resolve(this, ssh.KnownHosts),
                    ConfigFile = FilePath.Resolve(this, ssh.ConfigFile),
                },
            });
        }
    }

    /// <summary>An empty cell of a CSV file means: not said.</summary>
    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
