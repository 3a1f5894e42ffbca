"""The agent's workspace on a call: SAY, KNOW, DO between pinned bars.

Every pane is `Pane(context: ViewContext, parent=None)` with
  set_layout(layout: LayoutClass)   before data, and whenever the class changes
  show_call(state: CallState)       touches only what changed; parts are compared by identity
  clear()                           nothing of the last customer is left
and calls `context.desk.<method>(state.id, …)` for what the agent does. Panes bind their keys with
`context.keymap.bind(command_id, method)` and print `context.keymap.caption(command_id)`.

workspace.py puts call_bar.CallBar, call_tabs.CallTabs and status_bar.StatusBar around call_page.CallPage, or around
idle.IdlePage between calls; call_page.py puts together header.Header, alerts.Alerts, guide.GuidePane,
panels.PanelsPane, timeline.TimelinePane, cards.CardsPane and wrap_up.WrapUpPane.
"""
