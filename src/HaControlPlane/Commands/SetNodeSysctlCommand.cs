using System.Collections;
using System.Globalization;
using System.Management.Automation;
using HaControlPlane.Plans;
using HaControlPlane.Rollout;

namespace HaControlPlane.Commands;

/// <summary>Sets kernel settings of nodes, live and for every boot, in one transaction.</summary>
[Cmdlet(VerbsCommon.Set, "NodeSysctl", SupportsShouldProcess = true, DefaultParameterSetName = KeySet)]
[OutputType(typeof(NodeReport))]
public sealed class SetNodeSysctlCommand : NodeSysctlCommand
{
    private const string KeySet = "Key";
    private const string SettingSet = "Setting";

    /// <summary>The key, such as <c>net.ipv4.ip_forward</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Key { get; set; } = string.Empty;

    /// <summary>Its value; blanks between several.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Value { get; set; } = string.Empty;

    /// <summary>Several settings: a hashtable of keys and values.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SettingSet)]
    [ValidateNotNullOrEmpty]
    public IDictionary Setting { get; set; } = new Hashtable();

    /// <summary>Has the owner of /dev/log open it anew, which alone gives it a new net.unix.max_dgram_qlen.</summary>
    [Parameter]
    public SwitchParameter RestartLogSocket { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == KeySet)
        {
            Add(Key, Value);
            return;
        }

        foreach (DictionaryEntry setting in Setting)
        {
            Add(Convert.ToString(setting.Key, CultureInfo.InvariantCulture)!, Convert.ToString(setting.Value, CultureInfo.InvariantCulture)!);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        RollOut("Setting kernel settings", (node, settings) => SysctlPlans.ToSet(node, settings, RestartLogSocket));
}
