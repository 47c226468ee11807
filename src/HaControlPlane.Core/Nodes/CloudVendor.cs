namespace HaControlPlane.Nodes;

/// <summary>Which cloud a machine says it is of, from what its firmware tells (DMI).</summary>
public static class CloudVendor
{
    /// <summary>What stands in vendor, product or chassis tag, and whose it is. Azure's tag is the one cloud-init looks for.</summary>
    private static readonly (string Mark, string Cloud)[] Marks =
    [
        ("Amazon EC2", "AWS"),
        ("Google Compute Engine", "Google Cloud"),
        ("7783-7084-3265-9085-8269-3286-77", "Azure"),
        ("OracleCloud.com", "Oracle Cloud"),
        ("OpenStack", "OpenStack"),
        ("Alibaba Cloud", "Alibaba Cloud"),
        ("Tencent Cloud", "Tencent Cloud"),
        ("DigitalOcean", "DigitalOcean"),
        ("Hetzner", "Hetzner Cloud"),
    ];

    /// <summary>The cloud's name; null for a machine of no cloud that is known.</summary>
    public static string? Of(params IEnumerable<string> dmi)
    {
        var texts = dmi.ToArray();
        return Marks.FirstOrDefault(m => texts.Any(t => t.Contains(m.Mark, StringComparison.OrdinalIgnoreCase))).Cloud;
    }
}
