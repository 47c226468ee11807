using System.Management.Automation;
using HaControlPlane.Topology;

namespace HaControlPlane.Errors;

/// <summary>Says findings on the stream that fits their weight.</summary>
internal static class FindingOutput
{
    /// <summary>Errors as errors, warnings as warnings, the rest to the verbose stream.</summary>
    public static void WriteFindings(this Cmdlet cmdlet, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Action write = finding.Severity switch
            {
                FindingSeverity.Error => () => cmdlet.WriteError(ErrorRecords.FromFinding(finding)),
                FindingSeverity.Warning => () => cmdlet.WriteWarning(finding.ToString()),
                _ => () => cmdlet.WriteVerbose(finding.ToString()),
            };
            write();
        }
    }
}
