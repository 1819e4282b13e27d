"""The sustainable development tool: elements, criteria and forms as data, and what is missing in a filled form."""
