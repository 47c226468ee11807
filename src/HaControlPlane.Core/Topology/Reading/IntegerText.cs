using System.Globalization;

namespace HaControlPlane.Topology.Reading;

/// <summary>Reads whole numbers. A leading zero is refused: YAML 1.1 reads 010 as eight, YAML 1.2 as ten, people as either.</summary>
internal static class IntegerText
{
    /// <summary>Reads decimal digits with an optional minus, within 32 bits.</summary>
    public static bool TryParse(string text, out int value)
    {
        value = 0;
        return TryParse(text, out long wide) && wide is >= int.MinValue and <= int.MaxValue && (value = (int)wide) == wide;
    }

    /// <summary>Reads decimal digits with an optional minus, within 64 bits.</summary>
    public static bool TryParse(string text, out long value)
    {
        value = 0;
        var digits = text.StartsWith('-') ? text[1..] : text;
        return digits.All(char.IsAsciiDigit)
            && (digits == "0" || !digits.StartsWith('0'))
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
