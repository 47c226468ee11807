using System.Collections;
using System.Management.Automation;
using HaControlPlane.Topology;

namespace HaControlPlane.Binding;

/// <summary>Takes a BGP peer as an object or as the text <c>ADDRESS:AS</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BgpPeerAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Read(inputData);

    private static object? Read(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text when BgpPeerText.TryParse(text, out var peer) => peer,
        string text => throw new ArgumentTransformationMetadataException($"'{text}' is not an address, a colon and an autonomous system number."),
        IEnumerable list => list.Cast<object?>().Select(Read).ToArray(),
        var other => other,
    };
}
