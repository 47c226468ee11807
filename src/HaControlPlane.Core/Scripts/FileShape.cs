using System.Globalization;

namespace HaControlPlane.Scripts;

/// <summary>What <c>ls</c> says of a file of root's with these permissions: the form in which nodes compare.</summary>
internal static class FileShape
{
    /// <summary><c>0644</c> to <c>-rw-r--r-- 0 0</c>.</summary>
    /// <exception cref="FormatException">The mode is not three or four octal digits of plain permissions.</exception>
    public static string Of(string mode)
    {
        var digits = mode.TrimStart('0').PadLeft(3, '0');
        if (digits.Length != 3 || digits.Any(d => d is < '0' or > '7'))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{mode}' is not a mode such as 0644."));
        }

        return $"-{string.Concat(digits.Select(Letters))} 0 0";
    }

    private static string Letters(char digit)
    {
        var bits = digit - '0';
        return $"{((bits & 4) != 0 ? 'r' : '-')}{((bits & 2) != 0 ? 'w' : '-')}{((bits & 1) != 0 ? 'x' : '-')}";
    }
}
