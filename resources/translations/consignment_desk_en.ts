<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>BulkController</name>
    <message numerus="yes">
        <source>%n of them have been allocated already: the service decides whether it lets them go.</source>
        <translation>
            <numerusform>%n of them has been allocated already: the service decides whether it lets it go.</numerusform>
            <numerusform>%n of them have been allocated already: the service decides whether it lets them go.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n item(s) have no size</source>
        <translation>
            <numerusform>%n item has no size</numerusform>
            <numerusform>%n items have no size</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{waiting} of %n line(s)</source>
        <translation>
            <numerusform>{waiting} of %n line</numerusform>
            <numerusform>{waiting} of %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to mend</source>
        <translation>
            <numerusform>%n to mend</numerusform>
            <numerusform>%n to mend</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to consider</source>
        <translation>
            <numerusform>%n to consider</numerusform>
            <numerusform>%n to consider</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n package(s)</source>
        <translation>
            <numerusform>%n package</numerusform>
            <numerusform>%n packages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n consignment(s)</source>
        <translation>
            <numerusform>%n consignment</numerusform>
            <numerusform>%n consignments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n thing</numerusform>
            <numerusform>%n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{first} and %n more</source>
        <translation>
            <numerusform>{first} and %n more</numerusform>
            <numerusform>{first} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>merge %n package(s)</source>
        <translation>
            <numerusform>merge %n package</numerusform>
            <numerusform>merge %n packages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>has no weight: %n item(s) in it have none</source>
        <translation>
            <numerusform>has no weight: %n item in it has none</numerusform>
            <numerusform>has no weight: %n items in it have none</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelsView</name>
    <message numerus="yes">
        <source>%n of the selected consignments have no labels in their present state</source>
        <translation>
            <numerusform>%n of the selected consignments has no labels in its present state</numerusform>
            <numerusform>%n of the selected consignments have no labels in their present state</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>Put away %n created consignment(s); still under Consignments</source>
        <translation>
            <numerusform>Put away %n created consignment; it is still under Consignments</numerusform>
            <numerusform>Put away %n created consignments; they are still under Consignments</numerusform>
        </translation>
    </message>
</context>
</TS>
