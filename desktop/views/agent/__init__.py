"""The agent's workspace on a call: SAY, KNOW, DO between pinned bars.

Every pane is `Pane(context: ViewContext, parent=None)` with
  set_layout(layout: LayoutClass)   before data, and whenever the class changes
  show_call(state: CallState)       touches only what changed; parts are compared by identity
  clear()                           nothing of the last customer is left
and calls `context.desk.<method>(state.id, …)` for what the agent does. Panes bind their keys with
`context.keymap.bind(command_id, method)` and print `context.keymap.caption(command_id)`.

workspace.py puts together: call_bar.CallBar, header.Header, alerts.Alerts, guide.GuidePane, panels.PanelsPane,
timeline.TimelinePane, cards.CardsPane, wrap_up.WrapUpPane, status_bar.StatusBar; idle.IdlePage between calls.
"""
