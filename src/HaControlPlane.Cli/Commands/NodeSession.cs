using System.CommandLine;
using HaControlPlane.Cli.Output;
using HaControlPlane.Nodes;
using HaControlPlane.Rendering;
using HaControlPlane.Rollout;
using HaControlPlane.Topology;

namespace HaControlPlane.Cli.Commands;

/// <summary>What the verbs that contact nodes share: their options, the transport, and how failures are told.</summary>
internal sealed class NodeSession
{
    private readonly Argument<string> file = CommonOptions.File();
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly Option<bool> verbose = CommonOptions.Verbose();
    private readonly Option<int> throttle = CommonOptions.Throttle();
    private readonly Option<bool> takeOver = CommonOptions.TakeOver();
    private readonly Option<string[]> forget = CommonOptions.Forget();
    private readonly LoginOptions login = new();

    public Command Command(string name, string description, Func<NodeSession, ParseResult, ControlPlaneTopology, INodeTransport, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description) { file, json, verbose, throttle, takeOver, forget };
        login.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            if (TopologyInput.ReadOrRefuse(parsed.GetRequiredValue(file), IsJson(parsed)) is not { } topology)
            {
                return ExitCode.BadInput;
            }

            if (!login.IsThere(parsed))
            {
                return ExitCode.BadInput;
            }

            await using var transport = login.Open(parsed, parsed.GetValue(verbose));
            return await GuardAsync(parsed, () => action(this, parsed, topology, transport, token)).ConfigureAwait(false);
        });
        return command;
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    public EventText Events(ParseResult parsed) => new(parsed.GetValue(verbose));

    public RolloutOptions Options(ParseResult parsed) => new()
    {
        ThrottleLimit = Math.Max(1, parsed.GetValue(throttle)),
        TakeOverLocks = parsed.GetValue(takeOver),
        Forget = (parsed.GetValue(forget) ?? []).ToHashSet(StringComparer.Ordinal),
    };

    private async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (RolloutException refused)
        {
            return Tell(parsed, refused.Errors);
        }
        catch (NodeException refused)
        {
            return Tell(parsed, [refused.Error]);
        }
        catch (RenderException refused)
        {
            if (IsJson(parsed))
            {
                Json.Write(Json.Object(("valid", false), ("findings", new[] { Json.Of(refused.Finding) })));
            }
            else
            {
                FindingText.Write(Console.Error, [refused.Finding]);
            }

            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled; nothing was changed.");
            return ExitCode.Failed;
        }
    }

    private int Tell(ParseResult parsed, IReadOnlyList<NodeError> errors)
    {
        if (IsJson(parsed))
        {
            Json.Write(Json.Object(("outcome", "failed"), ("errors", errors.Select(Json.Of))));
        }
        else
        {
            ReportText.Errors(Console.Error, errors);
            Console.Error.WriteLine("Nothing was changed on any node.");
        }

        return ExitCode.Failed;
    }
}
