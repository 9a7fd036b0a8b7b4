"""Small articles of many kinds, written for the tests: every name in them is invented."""

GRID = """Oulu and Pune join up on cold batteries

OULU, 3 March 2022 - Kaleva Grid Technologies Oy and the Sahyadri Institute of Power Research (SIPR) signed a \
memorandum of understanding on Thursday to study batteries that work in deep frost. The memorandum is valid for \
four years.

Kaleva Grid Technologies employs 260 people in Oulu. SIPR, which has around 75 researchers, is based in Pune, India. \
"Our winters are their laboratory," said Anneli Korpivaara, chief executive of Kaleva Grid. Dr. Sanjay Phadnis, \
director of SIPR, said the first prototypes were expected next year.

Related: Turku shipyard buys drone maker Lokki
"""

COHORT = """Savannah Launchpad picks its first class

The Volta Innovation Foundation has launched the Savannah Launchpad, a six-month incubator in Tamale, Ghana. \
More than 300 startups applied.

The five selected startups are Nyankpala Foods, AgriPulse, Zongo Pay, Tamale Robotics and BluSolar. \
The programme is supported by Gold Coast Bank and run together with the University of Sagnarigu. Each startup \
receives 40,000 cedis.

"They will sell before they pitch," said Abena Dzidzor, head of programmes at the Volta Innovation Foundation.

Share
Leave a Reply
Joseph: I hear AgriPulse signed an agreement with Mega Corp!
"""

DENIAL = """No deal, says Tarifa Motors

Tarifa Motors has denied reports that it signed an agreement with Levante Energía. "There is no contract," said \
chief executive Inés Robledano. The two companies had held talks in May, but the negotiations ended without a result.

Last week Tarifa Motors acquired the software maker Brújula Labs. It also won the Marisma Award and bought 40 \
servers from Cobalto Systems.
"""

CENTRE = """Tallinn opens a centre for trustworthy software

The Ministry of Digital Affairs and Justice opened the Baltic Centre for Trustworthy Software in Tallinn on \
15 January 2024. Minister Kertu Laaneots cut the ribbon together with Rector Aivar Põldsaar of Lääne University.

The centre has a floor area of 2,400 square metres and will employ 90 researchers by 2026. The government has \
invested 18 million euros in the centre. It is led by Professor Triin Ojasoo, who joined from Lääne University.
"""

BULLETS = """# Robotics week in Antofagasta

The port of Antofagasta and three companies have formed an alliance, called the "Desert Robotics Network".

## Members

- **Minera Lirio** (Antofagasta), which lends two mines
- **Chasqui Drones** (La Serena), a maker of drones
- **Tolar AI** (Santiago), which writes the software

The network starts in May 2025 and has a budget of 2.5 million dollars.

| Company | Robots |
|---|---|
| Minera Lirio | 12 |
"""
