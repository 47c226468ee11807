using System.Collections;
using System.Management.Automation;
using System.Net;
using HaControlPlane.Topology;

namespace HaControlPlane.Binding;

/// <summary>Reads addresses as a topology file does. PowerShell's own conversion would take "1" for 0.0.0.1.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Read(inputData);

    private static object? Read(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        IPAddress address => address,
        string text when AddressText.TryParse(text, out var address) => address,
        IEnumerable list and not string => list.Cast<object?>().Select(Read).ToArray(),
        int or double or string => throw new ArgumentTransformationMetadataException($"'{value}' is not an IPv4 or IPv6 address."),
        // Perhaps another parameter set's; PowerShell tells.
        var other => other,
    };
}
